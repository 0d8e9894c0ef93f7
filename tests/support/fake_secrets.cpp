#include "tests/support/fake_secrets.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QLibrary>

namespace test {
namespace {

/// (oayays): a session, its parameters, the secret and its type.
struct Secret {
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString type;
};
using Secrets = QMap<QDBusObjectPath, Secret>;

QDBusArgument& operator<<(QDBusArgument& to, const Secret& secret) {
    to.beginStructure();
    to << secret.session << secret.parameters << secret.value << secret.type;
    to.endStructure();
    return to;
}

const QDBusArgument& operator>>(const QDBusArgument& from, Secret& secret) {
    from.beginStructure();
    from >> secret.session >> secret.parameters >> secret.value >> secret.type;
    from.endStructure();
    return from;
}

const QString kBus = QStringLiteral("test secrets");
const QString kRoot = QStringLiteral("/org/freedesktop/secrets");
const QDBusObjectPath kNone{QStringLiteral("/")};
const QDBusObjectPath kSession{kRoot + QStringLiteral("/session/1")};
const QDBusObjectPath kPrompt{kRoot + QStringLiteral("/prompt/1")};

QList<QDBusObjectPath> pathsOf(const QStringList& names) {
    QList<QDBusObjectPath> paths;
    for (const QString& name : names)
        paths += QDBusObjectPath(name);
    return paths;
}

template <class T>
QVariant value(const T& of) {
    return QVariant::fromValue(of);
}

}  // namespace
}  // namespace test

Q_DECLARE_METATYPE(test::Secret)
Q_DECLARE_METATYPE(test::Secrets)

namespace test {

FakeSecrets::FakeSecrets() {
    qDBusRegisterMetaType<Secret>();
    qDBusRegisterMetaType<Secrets>();
    qDBusRegisterMetaType<Attributes>();
    if (!QLibrary(QStringLiteral("secret-1"), 0).load()) return;
    m_daemon.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                                   QStringLiteral("--print-address")});
    if (!m_daemon.waitForStarted() || !m_daemon.waitForReadyRead()) return;
    const QByteArray address = m_daemon.readLine().trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    QDBusConnection bus = QDBusConnection::connectToBus(QString::fromLocal8Bit(address), kBus);
    m_isRunning = bus.registerVirtualObject(kRoot, this, QDBusConnection::SubPath) &&
                  bus.registerService(QStringLiteral("org.freedesktop.secrets"));
}

FakeSecrets::~FakeSecrets() {
    QDBusConnection::disconnectFromBus(kBus);
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    m_daemon.terminate();
    m_daemon.waitForFinished();
}

QStringList FakeSecrets::find(const Attributes& attributes) const {
    QStringList found;
    for (const auto& [path, item] : items) {
        bool isLike = true;
        for (auto one = attributes.begin(); one != attributes.end(); ++one)
            isLike = isLike && item.attributes.value(one.key()) == one.value();
        if (isLike) found += path;
    }
    return found;
}

bool FakeSecrets::handleMessage(const QDBusMessage& message, const QDBusConnection& bus) {
    if (message.type() != QDBusMessage::MethodCallMessage) return false;
    if (message.interface() == u"org.freedesktop.DBus.Properties") {
        bus.send(message.createReply(QVariant(QVariantMap())));
        return true;
    }
    if (!message.interface().startsWith(u"org.freedesktop.Secret.")) return false;
    answer(message, bus);
    return true;
}

void FakeSecrets::answer(const QDBusMessage& message, const QDBusConnection& bus) {
    const QString method = message.member();
    const QVariantList given = message.arguments();
    const auto reply = [&](const QVariantList& values) { bus.send(message.createReply(values)); };
    if (method == u"OpenSession") {
        // Plain, which needs no cryptography of the test's.
        if (given.value(0).toString() != u"plain") {
            bus.send(message.createErrorReply(QDBusError::NotSupported, QStringLiteral("plain alone")));
            return;
        }
        reply({value(QDBusVariant(QString())), value(kSession)});
    } else if (method == u"SearchItems") {
        const auto found = pathsOf(find(qdbus_cast<Attributes>(given.value(0))));
        const QList<QDBusObjectPath> none;
        reply({value(isLocked ? none : found), value(isLocked ? found : none)});
    } else if (method == u"Unlock") {
        const auto asked = qdbus_cast<QList<QDBusObjectPath>>(given.value(0));
        if (isLocked)
            reply({value(QList<QDBusObjectPath>()), value(kPrompt)});
        else
            reply({value(asked), value(kNone)});
    } else if (method == u"Prompt") {
        reply({});
        QDBusMessage signal = QDBusMessage::createSignal(
            message.path(), QStringLiteral("org.freedesktop.Secret.Prompt"), QStringLiteral("Completed"));
        signal << true << value(QDBusVariant(value(QList<QDBusObjectPath>())));  // dismissed
        bus.send(signal);
    } else if (method == u"GetSecrets") {
        Secrets secrets;
        for (const auto& path : qdbus_cast<QList<QDBusObjectPath>>(given.value(0)))
            secrets.insert(path, {kSession, {}, items.at(path.path()).secret, QStringLiteral("text/plain")});
        reply({value(secrets)});
    } else if (method == u"CreateItem") {
        if (isLocked) {
            bus.send(message.createErrorReply(QStringLiteral("org.freedesktop.Secret.Error.IsLocked"),
                                              QStringLiteral("the keychain is locked")));
            return;
        }
        const auto properties = qdbus_cast<QVariantMap>(given.value(0));
        const auto attributes = qdbus_cast<Attributes>(
            properties.value(QStringLiteral("org.freedesktop.Secret.Item.Attributes")));
        const QStringList before = find(attributes);
        const QString path =
            before.isEmpty() ? kRoot + QStringLiteral("/collection/test/%1").arg(++m_made) : before.first();
        items[path] = {attributes, qdbus_cast<Secret>(given.value(1)).value};
        reply({value(QDBusObjectPath(path)), value(kNone)});
    } else if (method == u"Delete") {
        items.erase(message.path());
        reply({value(kNone)});
    } else {
        bus.send(message.createErrorReply(QDBusError::UnknownMethod, method));
    }
}

}  // namespace test
