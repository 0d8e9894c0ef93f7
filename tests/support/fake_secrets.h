#pragma once

#include <map>

#include <QDBusConnection>
#include <QDBusVirtualObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>

namespace test {

/// A desktop's keychain on a bus of its own: org.freedesktop.secrets as far as libsecret asks for it.
/// Programs and this process find it by DBUS_SESSION_BUS_ADDRESS, which is set while it lives.
class FakeSecrets final : public QDBusVirtualObject {
 public:
    using Attributes = QMap<QString, QString>;
    struct Item {
        Attributes attributes;
        QByteArray secret;
    };

    FakeSecrets();
    ~FakeSecrets() override;

    /// False where this machine has no dbus-daemon or no libsecret.
    bool isRunning() const { return m_isRunning; }

    std::map<QString, Item> items;  ///< by their paths
    bool isLocked = false;          ///< and its user does not unlock it

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override;

 private:
    void answer(const QDBusMessage& message, const QDBusConnection& bus);
    QStringList find(const Attributes& attributes) const;

    QProcess m_daemon;
    bool m_isRunning = false;
    int m_made = 0;
};

}  // namespace test
