#include "app/server/port_switch.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include "app/services.h"
#include "app/settings/settings.h"
#include "tests/app/server/own_server.h"
#include "tests/support/fake_generator.h"

using app::PortState;

/// The window's port over a generator of the test's own.
class PortSwitchTest : public QObject {
    Q_OBJECT

 private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_services = std::make_unique<app::Services>(
            app::ServicesOptions{m_folder->path(), m_folder->path(), 1},
            std::make_unique<test::FakeGenerator>(std::vector<test::FakeGenerator::Step>{}));
        m_port = test::freePort();
        settle([](app::PortSettings&) {});
        m_switch = std::make_unique<app::PortSwitch>(*m_services);
    }
    void cleanup() {
        m_switch.reset();
        m_services.reset();
    }

    void closedUntilItIsWanted() {
        QCOMPARE(m_switch->service().state(), PortState::Off);
        m_switch->setWanted(true);
        QCOMPARE(m_switch->service().state(), PortState::On);
        QTRY_COMPARE(get("/health"), 200);
        QVERIFY(m_services->settings().port().isOn);
        m_switch->setWanted(false);
        QTRY_COMPARE(m_switch->service().state(), PortState::Off);
    }

    void opensAnewWithOtherSettings() {
        m_switch->setWanted(true);
        const QString before = m_switch->service().address();
        m_port = test::freePort();
        settle([](app::PortSettings& settings) { settings.isOn = true; });
        QTRY_VERIFY(m_switch->service().state() == PortState::On && m_switch->service().address() != before);
        QTRY_COMPARE(get("/health"), 200);
    }

    void takenPortIsSaidAndAnotherOneWorks() {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        m_port = other.serverPort();
        settle([](app::PortSettings& settings) { settings.isOn = true; });
        QCOMPARE(m_switch->service().state(), PortState::Failed);
        QVERIFY(m_switch->service().problem().contains(QString::number(m_port)));
        m_port = test::freePort();
        settle([](app::PortSettings& settings) { settings.isOn = true; });
        QCOMPARE(m_switch->service().state(), PortState::On);
    }

    void answersAreKeptOnDiskOnlyWhereThatIsWanted() {
        const QString file = m_folder->filePath("server/answers.db");
        m_services->settings().setCare({false, 256, 60}, {});
        m_switch->setWanted(true);
        QTRY_COMPARE(get("/health"), 200);
        QVERIFY(!QFile::exists(file));
        m_services->settings().setCare({true, 1, 1}, {});  // the open port follows
        QTRY_VERIFY(QFile::exists(file));
        QTRY_COMPARE(get("/health"), 200);
    }

    void firstKeyLocksThePort() {
        m_switch->setWanted(true);
        QTRY_COMPARE(get("/v1/models"), 200);
        const QString key = m_switch->makeKey(QStringLiteral("ticket-system"));
        QTRY_COMPARE(get("/v1/models"), 401);
        QTRY_COMPARE(get("/v1/models", key), 200);
    }

    void keyNeedsAProperName() {
        QVERIFY_EXCEPTION_THROWN(m_switch->makeKey(QStringLiteral("两 个")), std::exception);
        QVERIFY(m_services->settings().port().keysFile.isEmpty());
    }

    void loopbackHasNoOuterAddress() {
        m_switch->setWanted(true);
        QVERIFY(m_switch->outerAddresses().isEmpty());
    }

 private:
    template <class Change>
    void settle(const Change& change) {
        app::PortSettings settings = m_services->settings().port();
        settings.port = m_port;
        change(settings);
        m_services->settings().setPort(settings);
    }

    /// The status, 0 without an answer.
    int get(const char* path, const QString& key = {}) {
        QNetworkAccessManager network;
        QNetworkRequest request(
            QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(QLatin1String(path))));
        if (!key.isEmpty()) request.setRawHeader("Authorization", "Bearer " + key.toUtf8());
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(10'000)) return 0;
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::Services> m_services;
    std::unique_ptr<app::PortSwitch> m_switch;
    int m_port = 0;
};

QTEST_MAIN(PortSwitchTest)
#include "port_switch_test.moc"
