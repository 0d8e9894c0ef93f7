// The portal's protocol, spoken with a desktop of our own on a bus of our own.
#include "ui/capture/portal_screenshot.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUrl>
#include <QtTest>

using ui::PortalScreenshot;

namespace {

/// What a desktop would do with a call.
struct Manners {
    bool refusesCall = false;
    bool choosesItsOwnHandle = false;  ///< as portals before 0.9
    bool answersBeforeReturning = true;
    uint response = 0;
    QString uri;
};

class FakePortal final : public QDBusVirtualObject {
 public:
    Manners manners;
    QVariantMap options;
    QString parent = "unset";

    QString introspect(const QString&) const override { return {}; }

    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override {
        if (message.interface() != "org.freedesktop.portal.Screenshot" || message.member() != "Screenshot" ||
            message.signature() != "sa{sv}") {
            return false;
        }
        if (manners.refusesCall) {
            bus.send(message.createErrorReply("org.freedesktop.DBus.Error.AccessDenied", "not allowed here"));
            return true;
        }
        parent = message.arguments().at(0).toString();
        options = qdbus_cast<QVariantMap>(message.arguments().at(1));
        const QString handle = manners.choosesItsOwnHandle
                                   ? QString("/org/freedesktop/portal/desktop/request/other/1")
                                   : QString("/org/freedesktop/portal/desktop/request/%1/%2")
                                         .arg(message.service().mid(1).replace('.', '_'),
                                              options.value("handle_token").toString());
        const QDBusMessage reply = message.createReply(QVariant::fromValue(QDBusObjectPath(handle)));
        if (manners.answersBeforeReturning) respond(bus, handle);
        bus.send(reply);
        if (!manners.answersBeforeReturning) m_pending = [this, bus, handle] { respond(bus, handle); };
        return true;
    }
    /// The user has chosen at last.
    void answer() {
        if (m_pending) m_pending();
        m_pending = {};
    }
    bool hasPending() const { return static_cast<bool>(m_pending); }

 private:
    void respond(QDBusConnection bus, const QString& handle) const {
        QDBusMessage signal =
            QDBusMessage::createSignal(handle, "org.freedesktop.portal.Request", "Response");
        signal << manners.response
               << (manners.uri.isEmpty() ? QVariantMap() : QVariantMap{{"uri", manners.uri}});
        bus.send(signal);
    }
    std::function<void()> m_pending;
};

/// What a screenshot ended in.
struct Outcome {
    explicit Outcome(PortalScreenshot& shot)
        : taken(&shot, &PortalScreenshot::taken),
          cancelled(&shot, &PortalScreenshot::cancelled),
          failed(&shot, &PortalScreenshot::failed) {}
    int count() const { return static_cast<int>(taken.size() + cancelled.size() + failed.size()); }
    QSignalSpy taken, cancelled, failed;
};

}  // namespace

class PortalScreenshotTest final : public QObject {
    Q_OBJECT

 private:
    QProcess m_daemon;
    QTemporaryDir m_folder;
    FakePortal m_portal;
    QString m_address;

    QDBusConnection client() { return QDBusConnection("client"); }
    QString screenshotFile() {
        QImage image(12, 8, QImage::Format_RGB32);
        image.fill(QColor(10, 200, 30));
        const QString path = m_folder.filePath("Bildschirmfoto 图.png");
        return image.save(path) ? path : QString();
    }

 private slots:
    void initTestCase() {
        m_daemon.start("dbus-daemon", {"--session", "--nofork", "--print-address"});
        if (!m_daemon.waitForStarted()) QSKIP("there is no dbus-daemon on this machine");
        QVERIFY(m_daemon.waitForReadyRead());
        m_address = QString::fromLocal8Bit(m_daemon.readLine()).trimmed();
        QDBusConnection desktop = QDBusConnection::connectToBus(m_address, "desktop");
        QVERIFY(desktop.isConnected());
        QVERIFY(desktop.registerVirtualObject("/org/freedesktop/portal/desktop", &m_portal,
                                              QDBusConnection::SubPath));
        QVERIFY(desktop.registerService("org.freedesktop.portal.Desktop"));
        QVERIFY(QDBusConnection::connectToBus(m_address, "client").isConnected());
    }
    void cleanupTestCase() {
        QDBusConnection::disconnectFromBus("client");
        QDBusConnection::disconnectFromBus("desktop");
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }
    void init() { m_portal.manners = {}; }

    void theDesktopsScreenshotIsTakenAndItsFileRemoved_data() {
        QTest::addColumn<bool>("ownHandle");
        QTest::addColumn<bool>("early");
        QTest::newRow("answered before the call returns") << false << true;
        QTest::newRow("answered later") << false << false;
        QTest::newRow("an old portal's own handle") << true << false;
    }
    void theDesktopsScreenshotIsTakenAndItsFileRemoved() {
        QFETCH(bool, ownHandle);
        QFETCH(bool, early);
        const QString file = screenshotFile();
        m_portal.manners.uri = QUrl::fromLocalFile(file).toString(QUrl::FullyEncoded);
        m_portal.manners.choosesItsOwnHandle = ownHandle;
        m_portal.manners.answersBeforeReturning = early;
        PortalScreenshot shot(client());
        Outcome outcome(shot);
        shot.take(true);
        if (!early) {
            QTRY_VERIFY(m_portal.hasPending());
            // The reply has to be there before a portal with its own handle is heard.
            QDBusMessage ping = QDBusMessage::createMethodCall(
                "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId");
            QTRY_COMPARE(outcome.count(), 0);
            QVERIFY(client().call(ping).type() == QDBusMessage::ReplyMessage);
            QCoreApplication::processEvents();
            QCoreApplication::processEvents();
            m_portal.answer();
        }
        QTRY_COMPARE(outcome.taken.size(), 1);
        QCOMPARE(outcome.count(), 1);
        QCOMPARE(outcome.taken.first().first().value<QImage>().pixelColor(5, 5), QColor(10, 200, 30));
        QVERIFY(!QFileInfo::exists(file));
        QCOMPARE(m_portal.options.value("interactive").toBool(), true);
        QCOMPARE(m_portal.parent, QString());
    }

    void leavingTheDesktopsDialogIsNoFailure() {
        m_portal.manners.response = 1;
        PortalScreenshot shot(client());
        Outcome outcome(shot);
        shot.take(false);
        QTRY_COMPARE(outcome.cancelled.size(), 1);
        QCOMPARE(outcome.count(), 1);
        QCOMPARE(m_portal.options.value("interactive").toBool(), false);
    }

    void whatGoesWrongIsSaidOnce_data() {
        QTest::addColumn<Manners>("manners");
        QTest::newRow("the call is refused") << Manners{.refusesCall = true, .uri = {}};
        QTest::newRow("the desktop gives up") << Manners{.response = 2, .uri = {}};
        QTest::newRow("no file") << Manners{.uri = "file:///nowhere/shot.png"};
        QTest::newRow("an address on the web") << Manners{.uri = "https://example.com/shot.png"};
        QTest::newRow("no address") << Manners{.uri = {}};
    }
    void whatGoesWrongIsSaidOnce() {
        QFETCH(Manners, manners);
        m_portal.manners = manners;
        PortalScreenshot shot(client());
        Outcome outcome(shot);
        shot.take(true);
        QTRY_COMPARE(outcome.failed.size(), 1);
        QCOMPARE(outcome.count(), 1);
        QVERIFY(outcome.failed.first().first().toString().contains("paste"));
    }

    void anotherOneCanBeTakenAfterwards() {
        PortalScreenshot shot(client());
        Outcome outcome(shot);
        m_portal.manners.response = 1;
        shot.take(true);
        QTRY_COMPARE(outcome.cancelled.size(), 1);
        m_portal.manners.response = 0;
        m_portal.manners.uri = QUrl::fromLocalFile(screenshotFile()).toString(QUrl::FullyEncoded);
        shot.take(true);
        QTRY_COMPARE(outcome.taken.size(), 1);
    }

    void withoutABusItSaysSo() {
        PortalScreenshot shot(QDBusConnection("nothing"));
        Outcome outcome(shot);
        shot.take(true);
        QCOMPARE(outcome.failed.size(), 1);
    }
};

QTEST_MAIN(PortalScreenshotTest)
#include "portal_screenshot_test.moc"
