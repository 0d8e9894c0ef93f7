#include "app/images/first_word.h"

#include <QtTest>

using app::expectedStart;
using app::MeasuredStart;

class FirstWordTest final : public QObject {
    Q_OBJECT

 private slots:
    void nothingMeasuredNothingExpected() {
        QVERIFY(!expectedStart({}, 1000, 1030));
        // What a text alone took says nothing about a picture.
        QVERIFY(!expectedStart({{0, 30, 0.5}}, 1000, 1030));
    }

    void theSameQuestionTakesTheSameTime() {
        const auto seconds = expectedStart({{1000, 1030, 12.0}}, 1000, 1030);
        QVERIFY(seconds && qAbs(*seconds - 12.0) < 0.01);
    }

    void answersOfTheSameSizeCountMoreThanOthers() {
        QList<MeasuredStart> measured;
        for (int i = 0; i < 5; ++i)
            measured += {4000, 4030, 100.0};
        for (int i = 0; i < 5; ++i)
            measured += {500, 530, 3.0};
        QVERIFY(qAbs(*expectedStart(measured, 500, 530) - 3.0) < 0.01);
        QVERIFY(qAbs(*expectedStart(measured, 4000, 4030) - 100.0) < 0.01);
    }

    void oneSlowAnswerDoesNotSpoilTheEstimate() {
        const QList<MeasuredStart> measured{
            {500, 530, 3.0}, {500, 530, 3.1}, {500, 530, 90.0}, {500, 530, 2.9}, {500, 530, 3.0}};
        QVERIFY(*expectedStart(measured, 500, 530) < 4);
    }

    void nonsenseIsLeftOut() { QVERIFY(!expectedStart({{500, 0, 3.0}, {500, 530, 0}}, 500, 530)); }
};

QTEST_GUILESS_MAIN(FirstWordTest)
#include "first_word_test.moc"
