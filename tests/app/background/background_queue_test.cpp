#include "app/background/background_queue.h"

#include <memory>
#include <thread>

#include <QtTest>

class BackgroundQueueTest final : public QObject {
    Q_OBJECT

 private slots:
    void jobsRunElsewhereAndEndHereInOrder() {
        app::BackgroundQueue queue;
        const auto here = std::this_thread::get_id();
        QList<int> ended;
        for (int i = 0; i < 500; ++i) {
            queue.add([&ended, i, here]() -> app::BackgroundQueue::Then {
                const bool isElsewhere = std::this_thread::get_id() != here;
                return [&ended, i, here, isElsewhere] {
                    if (isElsewhere && std::this_thread::get_id() == here) ended.append(i);
                };
            });
        }
        QVERIFY(ended.isEmpty());
        QTRY_COMPARE(ended.size(), 500);
        for (int i = 0; i < 500; ++i)
            QCOMPARE(ended[i], i);
    }

    void anOutcomeMayAddTheNextJob() {
        app::BackgroundQueue queue;
        int rounds = 0;
        std::function<void()> again = [&] {
            if (++rounds < 10) queue.add([&again] { return again; });
        };
        queue.add([&again] { return again; });
        QTRY_COMPARE(rounds, 10);
    }

    void afterDestructionNothingIsCalled() {
        for (int round = 0; round < 50; ++round) {
            auto alive = std::make_shared<int>(0);
            auto queue = std::make_unique<app::BackgroundQueue>();
            for (int i = 0; i < 5; ++i) {
                queue->add([alive]() -> app::BackgroundQueue::Then { return [alive] { ++*alive; }; });
            }
            queue.reset();
            QCoreApplication::processEvents();
            QCOMPARE(*alive, 0);
            QCOMPARE(alive.use_count(), 1L);  // the jobs and what they held are gone
        }
    }
};

QTEST_GUILESS_MAIN(BackgroundQueueTest)
#include "background_queue_test.moc"
