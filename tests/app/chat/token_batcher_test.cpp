#include "app/chat/token_batcher.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

class TokenBatcherTest final : public QObject {
    Q_OBJECT

 private slots:
    void theFirstPieceGoesThroughAtOnce() {
        app::TokenBatcher batcher;
        QSignalSpy batches(&batcher, &app::TokenBatcher::batch);
        batcher.addAnswer("红");
        QCOMPARE(batches.size(), 1);
        QCOMPARE(batches.first().first().toString(), QString("红"));
    }

    void piecesInOneIntervalAreJoinedAndNoneIsLost() {
        app::TokenBatcher batcher;
        QString answer;
        QString thinking;
        connect(&batcher, &app::TokenBatcher::batch, this, [&](const QString& a, const QString& t) {
            answer += a;
            thinking += t;
        });
        QSignalSpy batches(&batcher, &app::TokenBatcher::batch);
        QElapsedTimer clock;
        clock.start();
        QString expected;
        for (int i = 0; i < 1000; ++i) {
            batcher.addAnswer(QString::number(i));
            batcher.addThinking("x");
            expected += QString::number(i);
            if (i % 100 == 0) QCoreApplication::processEvents();
        }
        QTRY_COMPARE(answer, expected);
        QCOMPARE(thinking, QString(1000, 'x'));
        // However slow this machine is: never more than one in an interval, and the first.
        QVERIFY(batches.size() <= 2 + clock.elapsed() / app::TokenBatcher::intervalMilliseconds);
    }

    void flushHandsOnWhatIsHeld() {
        app::TokenBatcher batcher;
        QSignalSpy batches(&batcher, &app::TokenBatcher::batch);
        batcher.addAnswer("a");
        batcher.addAnswer("b");
        batcher.flush();
        QCOMPARE(batches.size(), 2);
        QCOMPARE(batches.last().first().toString(), QString("b"));
        batcher.flush();
        QCOMPARE(batches.size(), 2);
    }

    void clearForgets() {
        app::TokenBatcher batcher;
        QSignalSpy batches(&batcher, &app::TokenBatcher::batch);
        batcher.addAnswer("a");
        batcher.addAnswer("b");
        batcher.clear();
        batcher.flush();
        QCOMPARE(batches.size(), 1);
    }

    void aTouchIsShownWithoutText() {
        app::TokenBatcher batcher;
        QSignalSpy batches(&batcher, &app::TokenBatcher::batch);
        batcher.touch();
        QCOMPARE(batches.size(), 1);
        QVERIFY(batches.first().first().toString().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TokenBatcherTest)
#include "token_batcher_test.moc"
