#include "app/settings/scan_settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using app::ScanSettings;

class ScanSettingsTest final : public QObject {
    Q_OBJECT

 private slots:
    void nothingIsWrongWithAScanThatIsOff() {
        QVERIFY(app::problemOf(ScanSettings{}).isEmpty());
        QVERIFY(app::problemOf(ScanSettings{false, "anything", false}).isEmpty());
    }

    void whatCannotWorkIsSaid_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("word");
        QTest::newRow("empty") << ""
                               << "is no address";
        QTest::newRow("no kind") << "/run/clamd.ctl"
                                 << "is no address";
        QTest::newRow("no port") << "tcp:localhost"
                                 << "is no address";
        QTest::newRow("port 0") << "tcp:localhost:0"
                                << "is no address";
        QTest::newRow("no host") << "tcp::3310"
                                 << "is no address";
        QTest::newRow("no socket there") << "unix:/nowhere/clamd.ctl"
                                         << "/nowhere/clamd.ctl";
    }
    void whatCannotWorkIsSaid() {
        QFETCH(QString, address);
        QFETCH(QString, word);
        const QString problem = app::problemOf({true, address, false});
        QVERIFY2(problem.contains(word), qPrintable(problem));
    }

    void whatIsThereIsTaken() {
        QTemporaryDir folder;
        QFile socket(folder.filePath("clamd.ctl"));
        QVERIFY(socket.open(QIODevice::WriteOnly));
        QCOMPARE(app::problemOf({true, "unix:" + socket.fileName(), false}), QString());
        QCOMPARE(app::problemOf({true, "tcp:127.0.0.1:3310", false}), QString());
        QCOMPARE(app::problemOf({true, "tcp:[::1]:3310", true}), QString());
    }
};

QTEST_GUILESS_MAIN(ScanSettingsTest)
#include "scan_settings_test.moc"
