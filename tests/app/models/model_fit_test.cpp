#include "app/models/model_fit.h"

#include <QtTest>

#include "app/models/bundled.h"
#include "app/models/catalogue.h"
#include "app/models/model_tools.h"

using app::WeightsChoice;

namespace {

constexpr std::int64_t giga = 1'000'000'000;

QList<app::WeightsNeed> kinds() {
    return {{WeightsChoice::Bfloat16, 20 * giga, 21 * giga, 22 * giga, false, false},
            {WeightsChoice::Int8, 11 * giga, 12 * giga, 13 * giga, false, false},
            {WeightsChoice::Int4, 7 * giga, 8 * giga, 9 * giga, false, false}};
}

app::ModelFit on(std::int64_t memory, std::int64_t card) {
    return app::judgeFit(kinds(), {memory * giga, card * giga, "Card"});
}

}  // namespace

class ModelFitTest final : public QObject {
    Q_OBJECT

 private slots:
    void aCardThatHoldsItGoesFirstWithTheBestWeights() {
        QCOMPARE(on(64, 24).advised, WeightsChoice::Bfloat16);
        QVERIFY(on(64, 24).advisedOnCard);
        QCOMPARE(on(64, 16).advised, WeightsChoice::Int8);
        QCOMPARE(on(4, 10).advised, WeightsChoice::Int4);
        QVERIFY(on(4, 10).advisedOnCard);
        QVERIFY(on(4, 10).sentence().contains("int4 fits Card"));
    }

    void theProcessorIsAdvisedSmallWeights() {
        QCOMPARE(on(64, 0).advised, WeightsChoice::Int8);
        QVERIFY(!on(64, 8).advisedOnCard);
        QCOMPARE(on(10, 0).advised, WeightsChoice::Int4);
    }

    void whatDoesNotFitIsSaidWithBothFigures() {
        const auto fit = on(4, 6);
        QVERIFY(!fit.advised);
        QVERIFY2(fit.sentence().contains("8.0 GB") && fit.sentence().contains("4.0 GB"),
                 qPrintable(fit.sentence()));
    }

    void whatIsNotKnownIsNotAdvised() {
        QVERIFY(!app::judgeFit({}, {64 * giga, 0, {}}).advised);
        QVERIFY(!app::judgeFit(kinds(), {}).advised);
    }

    void weightsHaveNamesBothWays() {
        for (const auto weights :
             {WeightsChoice::Auto, WeightsChoice::Bfloat16, WeightsChoice::Int8, WeightsChoice::Int4})
            QCOMPARE(app::weightsNamed(app::nameOf(weights)), weights);
        QVERIFY(!app::weightsNamed("int2"));
    }

    void theEnginePlansEveryModelOfTheCatalogue() {
        const auto tools = app::engineTools();
        QVERIFY(tools.machine().memory > 0);
        for (const auto& model : app::catalogue()) {
            if (model.isBundled) continue;
            QString problem;
            const auto needs = tools.needs(model.config, &problem);
            QCOMPARE(problem, QString());
            QCOMPARE(needs.size(), 3);
            // Published: 10.3 billion parameters in bfloat16.
            QVERIFY(std::abs(static_cast<double>(needs[0].files) - 20.6e9) < 0.3e9);
            QVERIFY(needs[0].memory > needs[1].memory && needs[1].memory > needs[2].memory);
            QVERIFY(needs[2].memory > needs[2].files);
        }
    }

    void aConfigThatIsNoneIsToldInOneSentence() {
        QString problem;
        QVERIFY(app::engineTools().needs("{\"model_type\": \"llama\"}", &problem).isEmpty());
        QVERIFY2(problem.contains("config.json") && !problem.contains("/tmp"), qPrintable(problem));
    }

    void theDemoIsOpenedAndTriedByTheEngine() {
        const auto tools = app::engineTools();
        const QString demo = app::bundled::demoModelFolder();
        double told = 0;
        const auto progress = [&](double fraction) { told = fraction; };
        QCOMPARE(tools.check(demo, progress, {}), QString());
        QCOMPARE(told, 1.0);
        QCOMPARE(tools.probe(demo, progress, {}), QString());
        QVERIFY(tools.check(demo + "/none", progress, {}).contains("no folder"));
    }
};

QTEST_GUILESS_MAIN(ModelFitTest)
#include "model_fit_test.moc"
