#include "app/models/memory_check.h"

#include <QtTest>

#include "app/errors/error_text.h"
#include "app/models/bundled.h"
#include "engine/engine.h"

class MemoryCheckTest final : public QObject {
    Q_OBJECT

    static engine::LoadOptions demo(engine::WeightsKind weights) {
        engine::LoadOptions options;
        options.folder = app::bundled::demoModelFolder().toStdString();
        options.weights = weights;
        options.device.kind = engine::DeviceChoice::Kind::Cpu;
        return options;
    }

 private slots:
    void whatFitsIsNoProblem() {
        QVERIFY(!app::memoryProblem(demo(engine::WeightsKind::Auto)));
        QVERIFY(!app::memoryProblem(demo(engine::WeightsKind::Auto), 10'000'000'000));
    }

    void whatDoesNotFitIsToldWithTheCure() {
        const auto all = app::memoryProblem(demo(engine::WeightsKind::Bfloat16), 1);
        QVERIFY(all.has_value());
        QCOMPARE(all->code, engine::ErrorCode::OutOfMemory);
        QVERIFY(all->numbers.at(0) > all->numbers.at(2) && all->numbers.at(2) > all->numbers.at(3));
        QVERIFY2(app::errorText(*all).contains("smaller model"), qPrintable(app::errorText(*all)));
        // Just less than it takes: smaller weights are the cure.
        const auto some = app::memoryProblem(demo(engine::WeightsKind::Bfloat16), all->numbers.at(0) - 1);
        QVERIFY(some.has_value());
        QVERIFY2(app::errorText(*some).contains("choose int8 weights"), qPrintable(app::errorText(*some)));
        QVERIFY(!app::memoryProblem(demo(engine::WeightsKind::Bfloat16), all->numbers.at(0)));
        const auto four = app::memoryProblem(demo(engine::WeightsKind::Bfloat16), all->numbers.at(2) - 1);
        QVERIFY(four && app::errorText(*four).contains("choose int4 weights"));
    }

    void whatLoadingTellsBetterIsLeftToIt() {
        auto options = demo(engine::WeightsKind::Auto);
        options.folder /= "none";
        QVERIFY(!app::memoryProblem(options, 1));
        options = demo(engine::WeightsKind::Auto);
        options.device.kind = engine::DeviceChoice::Kind::Cuda;
        QVERIFY(!app::memoryProblem(options));
    }
};

QTEST_GUILESS_MAIN(MemoryCheckTest)
#include "memory_check_test.moc"
