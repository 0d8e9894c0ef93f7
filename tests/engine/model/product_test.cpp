#include "engine/model/product.h"

#include <array>
#include <vector>

#include <ATen/ATen.h>
#include <QtTest>

#include "engine/kernels/kernels.h"

using namespace engine;

namespace {

constexpr std::int64_t inputs = 200;
constexpr std::array formats{MatrixFormat::Float32, MatrixFormat::Bfloat16, MatrixFormat::Int8,
                             MatrixFormat::Int4};

Matrix weightOf(MatrixFormat format, std::int64_t outputs) {
    const auto dense = at::randn({outputs, inputs});
    if (format == MatrixFormat::Float32) return denseMatrix(dense);
    if (format == MatrixFormat::Bfloat16) return denseMatrix(dense.to(at::kBFloat16));
    return quantised(dense, format);
}

/// The largest difference from the exact product, over the largest number.
double apart(const at::Tensor& got, const Factor& factor, const at::Tensor& rows) {
    auto want = at::mm(rows.to(at::kDouble),
                       widened(*factor.weight, 0, factor.weight->outputs, at::kFloat).to(at::kDouble).t());
    if (factor.bias.defined()) want = want.add(factor.bias);
    return (got.to(at::kDouble) - want).abs().max().item<double>() / want.abs().max().item<double>();
}

}  // namespace

class ProductTest final : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { at::manual_seed(7); }

    void fewAndManyRowsAreMultipliedRight() {
        Team team(2);
        for (const auto format : formats) {
            const auto weight = weightOf(format, 77);
            const Factor factor{&weight, at::randn({77})};
            for (const std::int64_t count : {1, 4, 32, 33, 100}) {
                const auto rows = at::randn({count, inputs});
                const auto got = multiply(team, weight, rows, factor.bias);
                const bool exactly = count <= mostKernelRows || format == MatrixFormat::Float32;
                QVERIFY2(apart(got, factor, rows) < (exactly ? 1e-4 : 1e-2),
                         qPrintable(QString("format %1, %2 rows: %3 apart")
                                        .arg(static_cast<int>(format))
                                        .arg(count)
                                        .arg(apart(got, factor, rows))));
            }
        }
    }

    /// As q, k and v are: together they give the bits that each gives alone.
    void severalWeightsAtOnceGiveWhatEachGivesAlone() {
        Team team(3);
        for (const auto format : formats) {
            const std::array weights{weightOf(format, 300), weightOf(format, 5), weightOf(format, 64)};
            std::vector<Factor> factors;
            for (const auto& weight : weights)
                factors.push_back({&weight, factors.empty() ? at::randn({300}) : at::Tensor{}});
            for (const std::int64_t count : {1, 3, 40}) {
                const auto rows = at::randn({count, inputs});
                const auto together = multiplyEach(team, factors, rows);
                for (std::size_t i = 0; i < factors.size(); ++i)
                    QVERIFY(at::equal(together[i], multiply(team, weights[i], rows, factors[i].bias)));
            }
        }
    }

    void weightsOfDifferentFormatsMeetTheSameRows() {
        Team team(2);
        const std::array weights{weightOf(MatrixFormat::Int4, 64), weightOf(MatrixFormat::Float32, 32),
                                 weightOf(MatrixFormat::Bfloat16, 33), weightOf(MatrixFormat::Int8, 31)};
        std::vector<Factor> factors;
        for (const auto& weight : weights)
            factors.push_back({&weight, {}});
        for (const std::int64_t count : {2, 50}) {
            const auto rows = at::randn({count, inputs});
            const auto together = multiplyEach(team, factors, rows);
            for (std::size_t i = 0; i < factors.size(); ++i)
                QVERIFY(apart(together[i], factors[i], rows) < 1e-2);
        }
    }

    void rowsThatDontLieTogetherAreReadRight() {
        Team team(2);
        const auto weight = weightOf(MatrixFormat::Bfloat16, 64);
        const auto wide = at::randn({50, 2 * inputs});
        const auto rows = wide.narrow(1, inputs, inputs);
        QVERIFY(at::equal(multiply(team, weight, rows, {}), multiply(team, weight, rows.contiguous(), {})));
    }
};

QTEST_GUILESS_MAIN(ProductTest)
#include "product_test.moc"
