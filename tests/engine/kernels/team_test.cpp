#include "engine/kernels/team.h"

#include <algorithm>
#include <condition_variable>
#include <vector>

#include <QtTest>

using engine::Team;

namespace {

/// How often each of `count` was worked on.
std::vector<int> shared(Team& team, std::int64_t count, std::int64_t piece) {
    std::vector<int> times(static_cast<std::size_t>(count), 0);
    team.share(count, piece, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i)
            ++times[static_cast<std::size_t>(i)];
    });
    return times;
}

bool everyOne(const std::vector<int>& times) {
    return std::all_of(times.begin(), times.end(), [](int n) { return n == 1; });
}

}  // namespace

class TeamTest final : public QObject {
    Q_OBJECT

 private slots:
    void everyPieceIsDoneOnceWhateverItsSize() {
        for (const int threads : {1, 2, 5}) {
            Team team(threads);
            for (const std::int64_t count : {0, 1, 2, 7, 64, 1000})
                for (const std::int64_t piece : {1, 3, 64, 5000})
                    QVERIFY(everyOne(shared(team, count, piece)));
        }
    }

    void morePiecesThanAnybodyCountsBecomeLarger() {
        Team team(3);
        QVERIFY(everyOne(shared(team, 3'000'000, 1)));
    }

    void manyJobsInARowMixNothingUp() {
        Team team(4);
        for (int job = 0; job < 20'000; ++job) {
            std::atomic<std::int64_t> sum = 0;
            const std::int64_t count = 1 + job % 37;
            team.share(count, 2, [&](std::int64_t begin, std::int64_t end) {
                for (auto i = begin; i < end; ++i)
                    sum += i + job;
            });
            QCOMPARE(sum.load(), count * (count - 1) / 2 + count * job);
        }
    }

    void otherThreadsReallyWork() {
        Team team(2);
        std::mutex mutex;
        std::condition_variable both;
        int inside = 0;
        // Each piece waits for the other one, which therefore runs on another thread.
        team.share(2, 1, [&](std::int64_t, std::int64_t) {
            std::unique_lock lock(mutex);
            ++inside;
            both.notify_all();
            both.wait(lock, [&] { return inside == 2; });
        });
        QCOMPARE(inside, 2);
    }

    void theyWakeAfterALongPause() {
        Team team(2);
        QVERIFY(everyOne(shared(team, 10, 1)));
        QTest::qWait(50);  // longer than they stay awake
        otherThreadsReallyWork();
        QVERIFY(everyOne(shared(team, 10, 1)));
    }

    void callersAtTheSameTimeEachGetTheirsDone() {
        Team team(3);
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> callers;
            for (int c = 0; c < 4; ++c)
                callers.emplace_back([&] {
                    for (int job = 0; job < 2'000; ++job)
                        if (!everyOne(shared(team, 50, 3))) ++wrong;
                });
        }
        QCOMPARE(wrong.load(), 0);
    }

    void aTeamThatNeverWorkedEndsAtOnce() {
        for (int i = 0; i < 100; ++i)
            Team team(8);
    }
};

QTEST_APPLESS_MAIN(TeamTest)
#include "team_test.moc"
