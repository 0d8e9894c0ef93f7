#include "app/images/answer_boxes.h"

#include <QtTest>

using app::answerBoxes;

class AnswerBoxesTest final : public QObject {
    Q_OBJECT

 private slots:
    void everyFormThatTheModelWritesIsRead_data() {
        QTest::addColumn<QString>("answer");
        QTest::newRow("list") << "The button is at [[100, 200, 300, 450]].";
        QTest::newRow("alone") << "The button is at [100,200,300,450].";
        QTest::newRow("marks") << "The button is at <|begin_of_box|>[[100,200,300,450]]<|end_of_box|>.";
        QTest::newRow("decimals") << "The button is at [[100.0, 200.0, 300.0, 450.0]].";
        QTest::newRow("wide commas") << "The button is at [100，200，300，450].";
    }
    void everyFormThatTheModelWritesIsRead() {
        QFETCH(QString, answer);
        const auto boxes = answerBoxes(answer);
        QCOMPARE(boxes.size(), 1);
        QCOMPARE(boxes.first().place, QRectF(QPointF(0.1, 0.2), QPointF(0.3, 0.45)));
        QCOMPARE(boxes.first().sentence, QString("The button is at ."));
        QVERIFY(answer.contains(boxes.first().notation));
    }

    void eachBoxHasItsOwnSentence() {
        const auto boxes = answerBoxes(
            "There are two faults. The red light [[10,10,50,50]] means no signal. 电源灯在 "
            "[[500,500,600,600]] "
            "处熄灭。请检查电源。");
        QCOMPARE(boxes.size(), 2);
        QCOMPARE(boxes[0].sentence, QString("The red light means no signal."));
        QCOMPARE(boxes[1].sentence, QString("电源灯在 处熄灭。"));
    }

    void aBoxOnALineOfItsOwnBelongsToTheSentenceBefore() {
        const auto boxes = answerBoxes("The paper tray is empty.\n[[10, 20, 300, 400]]");
        QCOMPARE(boxes.size(), 1);
        QCOMPARE(boxes.first().sentence, QString("The paper tray is empty."));
    }

    void aListOfBoxesIsSeveral() {
        QCOMPARE(answerBoxes("Lights: [[10,10,50,50],[60,10,90,50],[100,10,140,50]]").size(), 3);
    }

    void otherNumbersAreNoPlaces_data() {
        QTest::addColumn<QString>("answer");
        QTest::newRow("three") << "[1, 2, 3]";
        QTest::newRow("too large") << "[100, 200, 1300, 450]";
        QTest::newRow("backwards") << "[300, 450, 100, 200]";
        QTest::newRow("a small list") << "the steps [1, 2, 3, 4]";
        QTest::newRow("five") << "[100, 200, 300, 400, 500]";
        QTest::newRow("version") << "version 10.20.30.40";
    }
    void otherNumbersAreNoPlaces() {
        QFETCH(QString, answer);
        QVERIFY(answerBoxes(answer).isEmpty());
    }

    void theNamedPictureIsKnown() {
        QCOMPARE(answerBoxes("In picture 2 the light [[10,10,50,50]] is off.").first().picture, 2);
        QCOMPARE(answerBoxes("第 3 张图里的灯 [[10,10,50,50]] 不亮。").first().picture, 3);
        QCOMPARE(answerBoxes("The light [[10,10,50,50]] is off.").first().picture, 0);
    }
};

QTEST_GUILESS_MAIN(AnswerBoxesTest)
#include "answer_boxes_test.moc"
