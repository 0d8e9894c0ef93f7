#include "engine/plan.h"

#include <QTest>

#include "engine/session/session.h"
#include "tests/engine/support/fixtures.h"

using namespace engine;

class PlanTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aPlanIsWhatTheEngineHolds_data() {
        QTest::addColumn<QString>("checkpoint");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("small");
        for (const auto* checkpoint : {"tiny", "older"}) {
            for (const auto kind :
                 {WeightsKind::Float32, WeightsKind::Bfloat16, WeightsKind::Int8, WeightsKind::Int4})
                for (const bool small : {false, true})
                    QTest::addRow("%s %d %d", checkpoint, int(kind), small)
                        << QString(checkpoint) << int(kind) << small;
        }
    }
    void aPlanIsWhatTheEngineHolds() {
        QFETCH(QString, checkpoint);
        QFETCH(int, kind);
        QFETCH(bool, small);
        const c10::InferenceMode inference;
        LoadOptions options;
        options.folder = fixtures::checkpoint(checkpoint.toStdString());
        options.weights = static_cast<WeightsKind>(kind);
        options.smallVision = small;
        const auto model = loadModel(options, {}, {});
        PlanOptions wanted;
        wanted.weights = options.weights;
        wanted.smallVision = small;
        auto plan = planFor(options.folder / "config.json", wanted);
        QVERIFY(plan);
        QCOMPARE(plan.value().parameters, model->info.parameters);
        const bool integers = kind == int(WeightsKind::Int8) || kind == int(WeightsKind::Int4);
        const bool wideFile = model->decoder.cacheType() == at::kFloat;
        // Beside integers the rest stays as it is stored, and a plan without the file takes it for bfloat16.
        if (!(integers && wideFile)) QCOMPARE(plan.value().weightBytes(), model->weightBytes);

        Session session(*model);
        session.cache().reserve(100);
        if (!(integers && wideFile)) QCOMPARE(session.cache().bytes(), 100 * plan.value().cacheBytesPerToken);
    }

    void aConfigThatIsNotThereIsAnError() {
        const auto plan = planFor("/nowhere/config.json", {});
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, ErrorCode::FileMissing);
    }

    void theMachineIsMeasured() {
        const auto rates = measureMachine(1);
        for (const auto kind : {WeightsKind::Bfloat16, WeightsKind::Int8, WeightsKind::Int4})
            QVERIFY(rates.bytesPerSecond(kind) > 1e8);
        QVERIFY(rates.operationsPerSecond > 1e8);
    }

    void aTokenTakesWhatItsBytesTake() {
        ModelPlan plan;
        plan.bodyBytes = 800;
        plan.bytesPerNewToken = 1000;
        const MachineRates rates{0, 100, 50, 40, 1};
        QCOMPARE(secondsPerToken(plan, WeightsKind::Bfloat16, rates), 10.0);
        QCOMPARE(secondsPerToken(plan, WeightsKind::Int8, rates), 20.0);
        QCOMPARE(secondsPerToken(plan, WeightsKind::Int4, rates), 24.0);  // the head is in int8
    }
};

QTEST_GUILESS_MAIN(PlanTest)
#include "plan_test.moc"
