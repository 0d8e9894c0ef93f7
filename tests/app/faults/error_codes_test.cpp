#include "app/faults/error_codes.h"

#include <QtTest>

using app::errorCodes;

class ErrorCodesTest final : public QObject {
    Q_OBJECT

 private slots:
    void codesAreFoundInTheirManySpellings_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("codes");
        QTest::newRow("printer") << "The printer shows E-203." << QStringList("E203");
        QTest::newRow("without a dash") << "打印机显示E203" << QStringList("E203");
        QTest::newRow("hexadecimal") << "failed with 0x8007000E" << QStringList("0x8007000E");
        QTest::newRow("case") << "0X8007000e" << QStringList("0x8007000E");
        QTest::newRow("browser") << "ERR_CONNECTION_TIMED_OUT" << QStringList("ERR_CONNECTION_TIMED_OUT");
        QTest::newRow("http") << "HTTP 502 Bad Gateway" << QStringList("502");
        QTest::newRow("Chinese") << "错误代码：1603，请重试" << QStringList("1603");
        QTest::newRow("error code") << "error code: -118" << QStringList("-118");
        QTest::newRow("twice and two") << "E-203, then E203 and M-31" << QStringList({"E203", "M31"});
        QTest::newRow("none") << "The light is red since 2024." << QStringList();
        QTest::newRow("amount") << "It costs 203 yuan" << QStringList();
    }
    void codesAreFoundInTheirManySpellings() {
        QFETCH(QString, text);
        QFETCH(QStringList, codes);
        QCOMPARE(errorCodes(text), codes);
    }
};

QTEST_GUILESS_MAIN(ErrorCodesTest)
#include "error_codes_test.moc"
