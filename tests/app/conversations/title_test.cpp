#include "app/conversations/title.h"

#include <QtTest>

class TitleTest final : public QObject {
    Q_OBJECT

 private slots:
    void aQuestionIsCutAtAWordsEnd() {
        const QString title =
            app::titleFromQuestion("What does the red light on the router of this customer mean, please?");
        QCOMPARE(title, QString("What does the red light on the router of this…"));
        QCOMPARE(app::titleFromQuestion("short"), QString("short"));
        QVERIFY(app::titleFromQuestion(QString("红").repeated(60)).size() <= 25);
        QVERIFY(!app::titleFromQuestion(QString("🔴").repeated(60)).chopped(1).back().isHighSurrogate());
    }

    void aModelsTitleLosesItsMarks_data() {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("title");
        QTest::newRow("plain") << "Router offline"
                               << "Router offline";
        QTest::newRow("quotes") << "\"Router offline.\""
                                << "Router offline";
        QTest::newRow("Chinese quotes") << "《路由器红灯》。"
                                        << "路由器红灯";
        QTest::newRow("label") << "**Title: Router offline**"
                               << "Router offline";
        QTest::newRow("heading") << "# 路由器断网\n解释"
                                 << "路由器断网";
        QTest::newRow("nothing") << " \n"
                                 << "";
    }
    void aModelsTitleLosesItsMarks() {
        QFETCH(QString, answer);
        QFETCH(QString, title);
        QCOMPARE(app::titleFromModel(answer), title);
    }
};

QTEST_GUILESS_MAIN(TitleTest)
#include "title_test.moc"
