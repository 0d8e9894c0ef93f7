#include "app/exporting/csv.h"

#include <QtTest>

using namespace app;

class CsvTest final : public QObject {
    Q_OBJECT

 private slots:
    void aFormulaBecomesText_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cell");
        QTest::newRow("formula") << "=1+1"
                                 << "\"'=1+1\"";
        QTest::newRow("plus") << "+86 10"
                              << "\"'+86 10\"";
        QTest::newRow("minus") << "- a list"
                               << "\"'- a list\"";
        QTest::newRow("at") << "@SUM(A1)"
                            << "\"'@SUM(A1)\"";
        QTest::newRow("tab") << "\t=1"
                             << "\"'\t=1\"";
        QTest::newRow("plain") << "1=1"
                               << "\"1=1\"";
        QTest::newRow("quotes") << "a \"b\", c"
                                << "\"a \"\"b\"\", c\"";
        QTest::newRow("empty") << ""
                               << "\"\"";
    }
    void aFormulaBecomesText() {
        QFETCH(QString, text);
        QTEST(csv::cell(text), "cell");
    }

    void whatWasWrittenIsReadAgain() {
        const QStringList first{"名称", "two\r\nlines", "", "a \"quoted\", one"};
        const QStringList second{"1.5", "", "x", "=y"};
        QString table(csv::mark);
        for (const QStringList& row : {first, second}) {
            QStringList cells;
            for (const QString& text : row)
                cells += csv::cell(text);
            table += csv::row(cells);
        }
        const auto rows = csv::read(table.toUtf8());
        QVERIFY(rows);
        QVERIFY(!rows->hasHalfRow);
        QCOMPARE(rows->cells, (QList<QStringList>{first, {"1.5", "", "x", "'=y"}}));
    }

    void aSpreadsheetsOwnSpellingIsRead() {
        const auto rows = csv::read("a,\"b,c\",d\ne,,\"f\"\"g\"\n");
        QVERIFY(rows);
        QCOMPARE(rows->cells, (QList<QStringList>{{"a", "b,c", "d"}, {"e", "", "f\"g"}}));
    }

    /// Cut anywhere, the whole rows before are there and the rest is told.
    void aCutRowIsLeftOut() {
        const QByteArray row = QString::fromUtf8("\"图片\",\"two\n lines\",3\r\n").toUtf8();
        for (qsizetype cut = 0; cut < row.size(); ++cut) {
            const auto rows = csv::read(row + row.left(cut));
            QVERIFY(rows);
            QCOMPARE(rows->cells.size(), qsizetype{1});
            QCOMPARE(rows->hasHalfRow, cut > 0);
        }
    }

    void whatIsNoTextIsNoTable() { QVERIFY(!csv::read(QByteArray("\x80\x81,\xff\n\xfe\n"))); }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "csv_test.moc"
