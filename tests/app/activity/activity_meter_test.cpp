#include "app/activity/activity_meter.h"

#include <vector>

#include <QSignalSpy>
#include <QtTest>

#include "app/activity/resident_memory.h"
#include "app/chat/engine_worker.h"
#include "tests/support/fake_generator.h"

using test::FakeGenerator;

class ActivityMeterTest final : public QObject {
    Q_OBJECT

 private slots:
    void memoryGrowsWithWhatIsHeld() {
        const auto before = app::residentMemory();
        QVERIFY(before > 1 << 20);
        std::vector<char> held(64 << 20, 1);
        QVERIFY(app::residentMemory() > before + (48 << 20));
        QCOMPARE(held.back(), char(1));
    }

    void whatArrivesIsCountedAndSilenceIsZero() {
        auto fake = std::make_shared<FakeGenerator>(std::vector<FakeGenerator::Step>{
            FakeGenerator::answer("a"), FakeGenerator::answer("b"), FakeGenerator::Block{}});
        app::EngineWorker worker(app::fixedLoader(fake));
        app::ActivityMeter meter(worker);
        meter.setInterval(5);
        double pieces = 0;
        QObject::connect(&meter, &app::ActivityMeter::sampled,
                         [&](const app::ActivitySample& sample) { pieces += sample.piecesPerSecond; });
        worker.load("folder");
        const auto run = worker.answer({});
        QTRY_VERIFY(pieces > 0);
        QTRY_VERIFY(meter.last().isAnswering && meter.last().piecesPerSecond == 0);
        worker.stop(run);
        QTRY_VERIFY(!meter.last().isAnswering);
        QVERIFY(meter.last().memoryBytes > 0);
    }
};

QTEST_GUILESS_MAIN(ActivityMeterTest)
#include "activity_meter_test.moc"
