#include "engine/sampling/row.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <QtTest>

namespace {

std::vector<float> randomRow(std::size_t size, unsigned seed) {
    std::mt19937 generator(seed);
    std::vector<float> row(size);
    for (float& x : row)
        x = static_cast<float>(static_cast<int>(generator() % 4001) - 2000) / 100.F;
    return row;
}

}  // namespace

class RowTest : public QObject {
    Q_OBJECT

 private slots:
    void theFirstOfTheHighestIsFoundInRowsOfEveryLength() {
        for (const std::size_t size : {1U, 2U, 15U, 16U, 17U, 2047U, 2048U, 2049U, 5000U, 151'552U}) {
            auto row = randomRow(size, static_cast<unsigned>(size));
            const auto wanted = std::max_element(row.begin(), row.end()) - row.begin();
            const auto found = engine::highestOf(row);
            QCOMPARE(found.id, static_cast<int>(wanted));
            QCOMPARE(found.value, row[static_cast<std::size_t>(wanted)]);
            QVERIFY(found.finite);
            row.assign(size, -7.F);  // all equal, and the last one more so
            QCOMPARE(engine::highestOf(row).id, 0);
            row.back() = 3.F;
            QCOMPARE(engine::highestOf(row).id, static_cast<int>(size) - 1);
        }
    }

    void oneBadNumberIsNoticedWhereverItStands() {
        for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity(),
                                -std::numeric_limits<float>::infinity()}) {
            for (const std::size_t at : {0U, 17U, 2048U, 4999U}) {
                auto row = randomRow(5000, 1);
                row[at] = bad;
                QVERIFY(!engine::highestOf(row).finite);
            }
        }
    }

    void whatIsForbiddenIsNeverTheHighest() {
        std::vector<float> row(3000, -std::numeric_limits<float>::infinity());
        row[2999] = -1e30F;
        QCOMPARE(engine::highestOf(row).id, 2999);
    }

    void theKthHighestIsThatOfASortedRow() {
        for (const std::size_t size : {1U, 40U, 3000U}) {
            const auto row = randomRow(size, 7);
            auto sorted = row;
            std::sort(sorted.rbegin(), sorted.rend());
            for (std::size_t k = 1; k <= size; k += 1 + k / 3)
                QCOMPARE(engine::kthHighest(row, static_cast<int>(k)), sorted[k - 1]);
        }
    }

    void theExponentialIsExactEnough() {
        for (int step = 0; step < 85'000; ++step) {
            const float x = static_cast<float>(-step) / 1000.F;
            const double exact = std::exp(static_cast<double>(x));
            QVERIFY2(std::abs(static_cast<double>(engine::expOf(x)) - exact) < 1e-5 * exact,
                     std::to_string(x).c_str());
        }
        QCOMPARE(engine::expOf(0.F), 1.F);
        for (const float x : {-88.F, -1e5F, -std::numeric_limits<float>::infinity()})
            QCOMPARE(engine::expOf(x), 0.F);
    }

    void weightsAddUp() {
        const auto row = randomRow(151'552, 3);
        double exact = 0;
        for (const float x : row)
            exact += std::exp(static_cast<double>(x - 20.F) / 0.8);
        std::vector<float> weights(row.size());
        const double total = engine::weigh(row, 20.F, 0.8, weights);
        QVERIFY(std::abs(total - exact) < 1e-5 * exact);
        QCOMPARE(engine::sumOfWeights(row, 20.F, 0.8), total);
        QCOMPARE(weights[5], engine::expOf((row[5] - 20.F) * static_cast<float>(1 / 0.8)));
    }
};

QTEST_GUILESS_MAIN(RowTest)
#include "row_test.moc"
