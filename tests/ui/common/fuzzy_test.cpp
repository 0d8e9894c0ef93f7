#include "ui/common/fuzzy.h"

#include <QtTest>

using ui::fuzzyScore;

class FuzzyTest final : public QObject {
    Q_OBJECT

 private slots:
    void whatIsTypedIsFound_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("text");
        QTest::newRow("beginning") << "exp"
                                   << "Export conversation";
        QTest::newRow("later word") << "conv"
                                    << "Export conversation";
        QTest::newRow("letters in order") << "exco"
                                          << "Export conversation";
        QTest::newRow("words in any order") << "conv exp"
                                            << "Export conversation";
        QTest::newRow("case") << "EXPORT"
                              << "export conversation";
        QTest::newRow("Chinese inside") << "对话"
                                        << "导出对话";
        QTest::newRow("Chinese abbreviated") << "导话"
                                             << "导出对话";
        QTest::newRow("nothing typed") << ""
                                       << "anything";
    }
    void whatIsTypedIsFound() {
        QFETCH(QString, query);
        QFETCH(QString, text);
        QVERIFY(fuzzyScore(query, text) >= 0);
    }

    void otherTextsAreNot_data() {
        QTest::addColumn<QString>("query");
        QTest::newRow("other letters") << "xyz";
        QTest::newRow("wrong order") << "trop";
        QTest::newRow("one word of two") << "export picture";
        QTest::newRow("a lone letter") << "z";
        QTest::newRow("Chinese") << "图片";
    }
    void otherTextsAreNot() {
        QFETCH(QString, query);
        QCOMPARE(fuzzyScore(query, "Export conversation"), -1);
    }

    void theBetterAnswerComesFirst() {
        QVERIFY(fuzzyScore("new", "New") > fuzzyScore("new", "New conversation"));
        QVERIFY(fuzzyScore("new", "New conversation") > fuzzyScore("new", "A new folder"));
        QVERIFY(fuzzyScore("new", "A new folder") > fuzzyScore("new", "Renew"));
        QVERIFY(fuzzyScore("new", "Renew") > fuzzyScore("new", "No extra windows"));
        QVERIFY(fuzzyScore("cs", "copy shown") > fuzzyScore("cs", "calls"));
    }
};

QTEST_GUILESS_MAIN(FuzzyTest)
#include "fuzzy_test.moc"
