#include "engine/sampling/logprobs.h"

#include <cmath>

#include <QtTest>

#include "tests/engine/text/fixtures.h"

using engine::Logprobs;

class LogprobsTest : public QObject {
    Q_OBJECT

 private slots:
    void areTorchsLogSoftmaxOfTheModelsOwnLogits() {
        int cases = 0;
        for (const auto& entry : fixtures::lines("logprob_cases.jsonl")) {
            const Logprobs logprobs(entry["logits"].get<std::vector<float>>());
            int id = 0;
            for (const auto& expected : entry["logprobs"])
                QVERIFY(std::abs(logprobs.of(id++) - expected.get<double>()) < 1e-5);
            if (entry["top"].empty()) continue;  // all equal: any of them
            const auto top = logprobs.top(5);
            QCOMPARE(top.size(), std::size_t{5});
            for (std::size_t at = 0; at < 5; ++at) {
                QCOMPARE(top[at].first, entry["top"][at][0].get<int>());
                QVERIFY(std::abs(top[at].second - entry["top"][at][1].get<double>()) < 1e-5);
            }
            ++cases;
        }
        QVERIFY(cases >= 3);
    }

    void aSmallVocabularyHasFewerToShow() {
        const Logprobs logprobs(std::vector<float>{1.F, 2.F, 2.F});
        const auto top = logprobs.top(20);
        QCOMPARE(top.size(), std::size_t{3});
        QCOMPARE(top[0].first, 1);  // of equal ones the lower id
        QVERIFY(logprobs.top(0).empty());
    }

    void equalLogitsAtTheBorderMakeNoLongerList() {
        QCOMPARE(Logprobs(std::vector<float>(1000, 0.5F)).top(7).size(), std::size_t{7});
    }
};

QTEST_GUILESS_MAIN(LogprobsTest)
#include "logprobs_test.moc"
