#include "app/models/transfer_rate.h"

#include <QtTest>

using namespace std::chrono_literals;

class TransferRateTest final : public QObject {
    Q_OBJECT

 private slots:
    void nothingIsKnownAtFirst() {
        app::TransferRate rate;
        QCOMPARE(rate.bytesPerSecond(), 0.0);
        QVERIFY(!rate.secondsLeft(100));
        rate.note(50, {});
        QCOMPARE(rate.bytesPerSecond(), 0.0);
    }

    void aSteadyLineTellsItsSpeedAndTheTimeLeft() {
        app::TransferRate rate;
        for (int i = 0; i <= 40; ++i)
            rate.note(1000 + 250 * i, app::TransferRate::Time(i * 250ms));
        QCOMPARE(rate.bytesPerSecond(), 1000.0);
        QCOMPARE(rate.secondsLeft(16'000), 5);
    }

    void onlyTheLastSecondsCount() {
        app::TransferRate rate;
        for (int i = 0; i <= 100; ++i)
            rate.note(10'000 * i, app::TransferRate::Time(i * 250ms));
        std::int64_t done = 1'000'000;
        for (int i = 101; i <= 160; ++i)
            rate.note(done += 25, app::TransferRate::Time(i * 250ms));
        QVERIFY(std::abs(rate.bytesPerSecond() - 100) < 1);
    }

    void notesInQuickSuccessionTakeNoRoom() {
        app::TransferRate rate;
        for (int i = 0; i <= 100'000; ++i)
            rate.note(i, app::TransferRate::Time(i * 10us));
        QVERIFY(std::abs(rate.bytesPerSecond() - 100'000) < 1);
    }

    void aDeadLineHasNoTimeLeft() {
        app::TransferRate rate;
        for (int i = 0; i <= 100; ++i)
            rate.note(500, app::TransferRate::Time(i * 250ms));
        QCOMPARE(rate.bytesPerSecond(), 0.0);
        QVERIFY(!rate.secondsLeft(1000));
    }
};

QTEST_GUILESS_MAIN(TransferRateTest)
#include "transfer_rate_test.moc"
