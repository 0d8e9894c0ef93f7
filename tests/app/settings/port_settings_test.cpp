#include "app/settings/port_settings.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using app::PortSettings;

class PortSettingsTest final : public QObject {
    Q_OBJECT

 private slots:
    void theDefaultsAreForThisComputerAlone() {
        const PortSettings settings;
        QVERIFY(!settings.isOn);
        QCOMPARE(settings.host, QString("127.0.0.1"));
        QVERIFY(app::problemOf(settings).isEmpty());
    }

    void whatCannotWorkIsSaid_data() {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QStringList>("origins");
        QTest::addColumn<QString>("word");
        const QStringList none;
        QTest::newRow("no address") << "my computer" << 80 << none << "is no address";
        QTest::newRow("port 0") << "127.0.0.1" << 0 << none << "1 to 65535";
        QTest::newRow("port too large") << "127.0.0.1" << 65536 << none << "1 to 65535";
        QTest::newRow("everybody without keys") << "0.0.0.0" << 80 << none << "keys file";
        QTest::newRow("network without keys") << "192.168.1.5" << 80 << none << "keys file";
        QTest::newRow("all IPv6 without keys") << "::" << 80 << none << "keys file";
        QTest::newRow("star") << "127.0.0.1" << 80 << QStringList{"*"} << "is no origin";
        QTest::newRow("no scheme") << "127.0.0.1" << 80 << QStringList{"help.example.com"} << "is no origin";
        QTest::newRow("a path") << "127.0.0.1" << 80 << QStringList{"https://a.b/c"} << "is no origin";
        QTest::newRow("a password") << "127.0.0.1" << 80 << QStringList{"https://u:p@a.b"} << "is no origin";
    }
    void whatCannotWorkIsSaid() {
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(QStringList, origins);
        QFETCH(QString, word);
        PortSettings settings;
        settings.host = host;
        settings.port = port;
        settings.origins = origins;
        QVERIFY2(app::problemOf(settings).contains(word), qPrintable(app::problemOf(settings)));
    }

    void whatCanWorkIsTaken() {
        PortSettings settings;
        settings.origins = QStringList{"https://help.example.com", "http://localhost:3000"};
        for (const char* host : {"127.0.0.1", "::1", "localhost", "127.0.0.7"}) {
            settings.host = host;
            QCOMPARE(app::problemOf(settings), QString());
        }
        QTemporaryDir folder;
        settings.host = "0.0.0.0";
        settings.keysFile = folder.filePath("keys.json");
        QVERIFY(app::problemOf(settings).contains("no keys file"));
        QFile keys(settings.keysFile);
        QVERIFY(keys.open(QIODevice::WriteOnly));
        QCOMPARE(app::problemOf(settings), QString());
    }

    void whatIsKeptComesBackAndAPortThatCannotWorkStaysOff() {
        QTemporaryDir folder;
        QSettings file(folder.filePath("settings.ini"), QSettings::IniFormat);
        const PortSettings settings{true, "localhost", 9000, {}, {"https://a.b"}};
        writeSettings(file, settings);
        QCOMPARE(app::readPortSettings(file), settings);
        file.setValue("port/host", "0.0.0.0");
        QVERIFY(!app::readPortSettings(file).isOn);
    }
};

QTEST_GUILESS_MAIN(PortSettingsTest)
#include "port_settings_test.moc"
