#include "engine/session/compute_thread.h"

#include <sched.h>
#include <sys/resource.h>
#include <thread>

#include <QTest>

namespace {

/// Of the calling thread alone, as Linux counts it.
int niceness() {
    return getpriority(PRIO_PROCESS, 0);
}

}  // namespace

class ComputeThreadTest : public QObject {
    Q_OBJECT

 private slots:
    void othersAndOnlyTheyKeepTheirPlace() {
        const int before = niceness();
        int own = 0;
        int started = 0;
        std::thread([&] {
            engine::letOthersGoFirst();
            own = niceness();
            std::thread([&] { started = niceness(); }).join();
        }).join();
        QVERIFY(own > before || before >= 5);
        QCOMPARE(started, own);
        QCOMPARE(niceness(), before);
    }

    void whoeverStandsFurtherBackStaysThere() {
        int own = 0;
        std::thread([&] {
            setpriority(PRIO_PROCESS, 0, 15);
            engine::letOthersGoFirst();
            own = niceness();
        }).join();
        QCOMPARE(own, 15);
    }

    void aChosenPolicyStays() {
        int policy = -1;
        std::thread([&] {
            const sched_param none{};
            sched_setscheduler(0, SCHED_BATCH, &none);
            engine::letOthersGoFirst();
            policy = sched_getscheduler(0);
        }).join();
        QCOMPARE(policy, SCHED_BATCH);
    }
};

QTEST_GUILESS_MAIN(ComputeThreadTest)
#include "compute_thread_test.moc"
