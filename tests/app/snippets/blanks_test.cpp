#include "app/snippets/blanks.h"

#include <QtTest>

class BlanksTest final : public QObject {
    Q_OBJECT

 private slots:
    void blanksAreFoundWithTheirPlaces() {
        const QString text = "Dear {{ name }}, 您的{{工单号}}";
        const auto blanks = app::blanksIn(text);
        QCOMPARE(blanks.size(), 2);
        QCOMPARE(blanks[0].name, QString("name"));
        QCOMPARE(text.mid(blanks[0].start, blanks[0].length), QString("{{ name }}"));
        QCOMPARE(blanks[1].name, QString("工单号"));
        QCOMPARE(text.mid(blanks[1].start, blanks[1].length), QString("{{工单号}}"));
    }

    void otherBracesArePlainText_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("single") << "{name}";
        QTest::newRow("empty") << "{{}} {{   }}";
        QTest::newRow("over lines") << "{{na\nme}}";
        QTest::newRow("code") << "if (a) {{ return {}; }}";
        QTest::newRow("endless") << "{{" + QString("x").repeated(61) + "}}";
        QTest::newRow("open") << "{{name";
    }
    void otherBracesArePlainText() {
        QFETCH(QString, text);
        QVERIFY(app::blanksIn(text).isEmpty());
    }

    void whatIsKnownIsFilledInAndTheRestStays() {
        const QString text = "{{Date}} {{name}} {{日期}}";
        QCOMPARE(app::filled(text, {{"date", "1 May"}, {"日期", "5月1日"}}),
                 QString("1 May {{name}} 5月1日"));
    }

    void aBlankIsNotFilledWithNothing() {
        QCOMPARE(app::filled("{{clipboard}}", app::knownBlanks("  ")), QString("{{clipboard}}"));
        QCOMPARE(app::filled("{{剪贴板}}", app::knownBlanks("E-42 ")), QString("E-42"));
    }

    void bracesInWhatIsFilledInAreNotFilledAgain() {
        QCOMPARE(app::filled("{{clipboard}}", {{"clipboard", "{{date}}"}, {"date", "now"}}),
                 QString("{{date}}"));
    }
};

QTEST_GUILESS_MAIN(BlanksTest)
#include "blanks_test.moc"
