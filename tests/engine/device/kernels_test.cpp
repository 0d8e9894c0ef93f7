// The kernels' own source files, run on the processor: their arithmetic, without a card.
#include <array>
#include <cmath>

#include <QTest>

#include "engine/device/cpu_arithmetic.h"
#include "engine/device/tensor_arithmetic.h"
#include "tests/engine/device/host_launcher.h"

using namespace engine;

namespace {

KernelSet made(const KernelShape& shape = {2, 16, at::kBFloat16}) {
    return {host::launcher(shape), shape};
}

Matrix matrixOf(MatrixFormat format, std::int64_t outputs, std::int64_t inputs) {
    const auto weight = at::randn({outputs, inputs});
    if (format == MatrixFormat::Bfloat16) return denseMatrix(weight.to(at::kBFloat16));
    return quantised(weight, format);
}

double largest(const at::Tensor& a, const at::Tensor& b) {
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

void addFormats() {
    QTest::addColumn<int>("format");
    QTest::newRow("bfloat16") << int(MatrixFormat::Bfloat16);
    QTest::newRow("int8") << int(MatrixFormat::Int8);
    QTest::newRow("int4") << int(MatrixFormat::Int4);
}

}  // namespace

class DeviceKernelsTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init() { at::manual_seed(5); }

    void productsAgreeWithExactArithmetic_data() { addFormats(); }
    void productsAgreeWithExactArithmetic() {
        QFETCH(int, format);
        const auto kernels = made();
        for (const std::int64_t inputs : {1, 20, 64, 100, 128, 331, 1176}) {
            for (const std::int64_t rows : {1, 2, 3, 7, 11}) {
                const auto weight = matrixOf(static_cast<MatrixFormat>(format), 9, inputs);
                const auto x = at::randn({rows, inputs});
                const auto bias = at::randn({9});
                const auto exact = widened(weight, 0, 9, at::kFloat).to(at::kDouble);
                const auto want = at::matmul(x.to(at::kDouble), exact.t()) + bias;
                const auto size = at::matmul(x.to(at::kDouble).abs(), exact.abs().t()).max().item<double>();
                QCOMPARE_LE(largest(kernels.product(weight, x, bias), want), 1e-6 * size + 1e-6);
                QCOMPARE_LE(largest(kernels.product(weight, x, {}), want - bias), 1e-6 * size + 1e-6);
            }
        }
    }

    void aRowGetsTheSameBitsInAnyCompany_data() { addFormats(); }
    void aRowGetsTheSameBitsInAnyCompany() {
        QFETCH(int, format);
        const auto kernels = made();
        const auto weight = matrixOf(static_cast<MatrixFormat>(format), 6, 200);
        const auto x = at::randn({13, 200});
        const auto together = kernels.product(weight, x, {});
        for (std::int64_t row = 0; row < 13; ++row)
            QVERIFY(at::equal(kernels.product(weight, x.narrow(0, row, 1).contiguous(), {}),
                              together.narrow(0, row, 1)));
    }

    void whatIsNotFiniteStaysSo_data() { addFormats(); }
    void whatIsNotFiniteStaysSo() {
        QFETCH(int, format);
        const auto kernels = made();
        const auto weight = matrixOf(static_cast<MatrixFormat>(format), 4, 64);
        auto x = at::randn({2, 64});
        x[1][7] = INFINITY;
        const auto out = kernels.product(weight, x, {});
        QVERIFY(at::isfinite(out[0]).all().item<bool>());
        QVERIFY(!at::isfinite(out[1]).any().item<bool>());
    }

    void matrixUnitsAgreeWithExactArithmetic_data() { addFormats(); }
    void matrixUnitsAgreeWithExactArithmetic() {
        QFETCH(int, format);
        const auto kernels = made();
        for (const std::int64_t inputs : {1, 20, 64, 100, 128, 331, 1176}) {
            const std::array weights{matrixOf(static_cast<MatrixFormat>(format), 38, inputs),
                                     matrixOf(static_cast<MatrixFormat>(format), 16, inputs),
                                     matrixOf(static_cast<MatrixFormat>(format), 7, inputs)};
            const std::array factors{Factor{&weights[0], at::randn({38})}, Factor{&weights[1], {}},
                                     Factor{&weights[2], at::randn({7})}};
            for (const std::int64_t rows : {1, 3, 8, 11}) {
                const auto x = at::randn({rows, inputs});
                const auto products = kernels.tiles(factors, x);
                for (std::size_t i = 0; i < factors.size(); ++i) {
                    const auto exact = widened(weights[i], 0, weights[i].outputs, at::kFloat).to(at::kDouble);
                    auto want = at::matmul(x.to(at::kDouble), exact.t());
                    if (factors[i].bias.defined()) want += factors[i].bias;
                    // A row goes in as two bfloat16 numbers: 16 bits of it.
                    const auto size =
                        at::matmul(x.to(at::kDouble).abs(), exact.abs().t()).max().item<double>();
                    QCOMPARE_LE(largest(products[i], want), 8e-6 * size + 1e-6);
                }
                const auto halves =
                    at::matmul(x.to(at::kDouble), widened(weights[0], 0, 38, at::kFloat).to(at::kDouble).t())
                        .chunk(2, -1);
                const auto gated = at::silu(halves[0]) * halves[1];
                const auto size = gated.abs().max().item<double>() + 1;
                QCOMPARE_LE(largest(kernels.gatedTiles(weights[0], x), gated), 3e-5 * size);
            }
        }
    }

    void matrixUnitsGiveARowTheSameBitsInAnyCompany_data() { addFormats(); }
    void matrixUnitsGiveARowTheSameBitsInAnyCompany() {
        QFETCH(int, format);
        const auto kernels = made();
        const auto weight = matrixOf(static_cast<MatrixFormat>(format), 20, 300);
        const Factor factor{&weight, {}};
        const auto x = at::randn({11, 300});
        const auto all = kernels.tiles({&factor, 1}, x).front();
        for (std::int64_t row = 0; row < x.size(0); ++row)
            QVERIFY(at::equal(kernels.tiles({&factor, 1}, x.narrow(0, row, 1).contiguous()).front(),
                              all.narrow(0, row, 1)));
    }

    void whatABlockAddsIsNormedAsTheProcessorDoes() {
        const auto kernels = made();
        const CpuArithmetic processor;
        const auto rows = at::randn({5, 72}) * 30;
        const auto update = at::randn({5, 72});
        const Norm after{at::randn({72}), 1e-5};
        const Norm next{at::randn({72}), 1e-6};
        const auto got = kernels.addNormed(rows, update, after, next);
        const auto want = processor.addNormed(rows, update, after, next);
        QCOMPARE_LE(largest(got.sum, want.sum), 1e-5);
        QCOMPARE_LE(largest(got.normed, want.normed), 1e-5);
    }

    void unpackedWeightsAreThoseOfTensorOperations_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<bool>("half");
        for (const bool half : {false, true}) {
            QTest::addRow("int8 %d", half) << int(MatrixFormat::Int8) << half;
            QTest::addRow("int4 %d", half) << int(MatrixFormat::Int4) << half;
        }
    }
    void unpackedWeightsAreThoseOfTensorOperations() {
        QFETCH(int, format);
        QFETCH(bool, half);
        const auto type = half ? at::kHalf : at::kBFloat16;
        const auto kernels = made();
        for (const std::int64_t inputs : {64, 100, 200, 1176}) {
            const auto weight = matrixOf(static_cast<MatrixFormat>(format), 11, inputs);
            QVERIFY(at::equal(kernels.widened(weight, 3, 10, type), widened(weight, 3, 10, type)));
        }
    }

    void whatStandsBetweenProductsIsTheProcessors() {
        const auto kernels = made();
        const CpuArithmetic processor;
        const auto rows = at::randn({5, 72}) * 30;
        const auto weight = at::randn({72});
        QCOMPARE_LE(largest(kernels.rmsNorm(rows, weight, 1e-5), processor.rmsNorm(rows, weight, 1e-5)),
                    1e-5);

        const auto both = at::randn({5, 2 * 40}) * 20;
        const auto gate = both.narrow(1, 0, 40);
        const auto up = both.narrow(1, 40, 40);
        QCOMPARE_LE(largest(kernels.gated(gate, up), processor.gated(gate, up)), 1e-4);

        auto heads = at::randn({5, 3, 16});
        auto same = heads.clone();
        const auto angles = at::randn({5, 4});
        const Rotation rotation{angles.cos(), angles.sin()};
        kernels.rotatePairs(heads, rotation);
        processor.rotatePairs(same, rotation);
        QCOMPARE_LE(largest(heads, same), 1e-6);
    }

    void attentionOfFewRowsIsTheProcessors_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("whole");
        QTest::newRow("float32") << int(at::kFloat) << false;
        QTest::newRow("bfloat16") << int(at::kBFloat16) << false;
        QTest::newRow("int8") << int(at::kChar) << false;
        QTest::newRow("bfloat16, GLM's heads") << int(at::kBFloat16) << true;
    }
    void attentionOfFewRowsIsTheProcessors() {
        QFETCH(int, type);
        QFETCH(bool, whole);
        const auto cacheType = static_cast<at::ScalarType>(type);
        TextConfig config;
        config.layers = 2;
        config.kvHeads = 2;
        config.headDim = whole ? 128 : 16;
        config.heads = whole ? 32 : 4;
        const auto shape = kernelShapeOf(config, cacheType);
        const CpuArithmetic processor;
        const TensorArithmetic card(at::kCPU, at::kFloat, std::make_shared<const KernelSet>(made(shape)),
                                    FastPaths::all());
        // Two conversations, one short and one that takes several splits; rows come in several passes.
        std::vector<KvCache> mine, theirs;
        for (int i = 0; i < 2; ++i) {
            mine.emplace_back(config, cacheType, 2000);
            theirs.emplace_back(config, cacheType, 2000);
        }
        const auto attend = [&](const Arithmetic& way, const Heads& heads, const Rotation& rotation,
                                std::vector<KvCache>& caches, const std::vector<std::int64_t>& rows) {
            std::vector<Segment> segments;
            for (std::size_t i = 0; i < rows.size(); ++i)
                segments.push_back({&caches[i], rows[i]});
            for (const auto& segment : segments)
                segment.cache->extend(segment.rows);
            const Heads own{heads.query.clone(), heads.key.clone(), heads.value};
            return way.attendRotated(own, rotation, 0.3, {segments, way.tableOf(segments)}, 1);
        };
        for (const auto& rows : std::vector<std::vector<std::int64_t>>{{1, 30}, {3, 1}, {1, 1}, {20, 5}}) {
            const auto all = rows[0] + rows[1];
            const Heads heads{at::randn({all, config.heads, config.headDim}),
                              at::randn({all, config.kvHeads, config.headDim}),
                              at::randn({all, config.kvHeads, config.headDim})};
            const auto angles = at::randn({all, config.headDim / 4});
            const Rotation rotation{angles.cos(), angles.sin()};
            const auto got = attend(card, heads, rotation, mine, rows);
            const auto want = attend(processor, heads, rotation, theirs, rows);
            QCOMPARE_LE(largest(got, want), 2e-5);
        }
        for (std::size_t i = 0; i < mine.size(); ++i) {
            QCOMPARE_LE(largest(mine[i].keys(1), theirs[i].keys(1)), cacheType == at::kChar ? 0.03 : 0.0);
            QCOMPARE_LE(largest(mine[i].values(1), theirs[i].values(1)), cacheType == at::kChar ? 0.03 : 0.0);
        }
    }
};

QTEST_GUILESS_MAIN(DeviceKernelsTest)
#include "kernels_test.moc"
