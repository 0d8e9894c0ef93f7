#include "engine/kernels/kernels.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include <QtTest>

#include "engine/kernels/numbers.h"
#include "engine/kernels/quantise.h"
#include "tests/engine/kernels/randoms.h"

using namespace engine;

namespace {

enum class Type { Float, Bf16, Int8, Int4 };

/// One weight in every type, and what a product of it must give.
struct Bench {
    std::int64_t inputs, outputs;
    int rows;
    std::vector<float> weight, x, bias, out;
    std::vector<std::uint16_t> bf16, words, halves;
    std::vector<std::int8_t> int8;
    std::vector<float> int8Scales;
    std::vector<std::int16_t> values;
    std::vector<float> scales, offsets;

    Bench(std::int64_t in, std::int64_t outs, int howMany) : inputs(in), outputs(outs), rows(howMany) {
        weight = randoms(in * outs, 1);
        x = randoms(in * rows, 2);
        bias = randoms(outs, 3);
        out.resize(static_cast<std::size_t>(outs * rows));
        const auto padded = paddedInputs(in);
        for (const float value : weight)
            bf16.push_back(toBf16(value));
        int8.resize(weight.size());
        int8Scales.resize(static_cast<std::size_t>(outs));
        words.resize(static_cast<std::size_t>(outs * padded / 4));
        halves.resize(static_cast<std::size_t>(outs * padded / quantGroup));
        for (std::int64_t o = 0; o < outs; ++o) {
            int8Scales[static_cast<std::size_t>(o)] =
                quantiseInt8(weight.data() + o * in, in, int8.data() + o * in);
            quantiseInt4(weight.data() + o * in, in, words.data() + o * padded / 4,
                         halves.data() + o * padded / quantGroup);
        }
        values.resize(static_cast<std::size_t>(padded * rows));
        scales.resize(static_cast<std::size_t>(padded / quantGroup * rows));
        offsets.resize(scales.size());
    }

    Product product() { return {x.data(), bias.data(), out.data(), inputs, outputs, rows}; }

    void run(const Kernels& set, Type type) {
        const auto padded = paddedInputs(inputs);
        for (int r = 0; r < rows; ++r)
            set.quantiseRow(x.data() + r * inputs, inputs, values.data() + r * padded,
                            scales.data() + r * padded / quantGroup,
                            offsets.data() + r * padded / quantGroup);
        const QuantisedRows quantised{values.data(), scales.data(), offsets.data()};
        // In two parts, as two threads would.
        for (const auto& [begin, end] :
             {std::pair{std::int64_t{0}, outputs / 2}, std::pair{outputs / 2, outputs}}) {
            if (type == Type::Float) set.productFloat(product(), weight.data(), begin, end);
            if (type == Type::Bf16) set.productBf16(product(), bf16.data(), begin, end);
            if (type == Type::Int8)
                set.productInt8(product(), quantised, {int8.data(), int8Scales.data()}, begin, end);
            if (type == Type::Int4)
                set.productInt4(product(), quantised, {words.data(), halves.data()}, begin, end);
        }
    }

    /// The weight as the type holds it, by the plain kernels.
    std::vector<float> held(Type type) const {
        std::vector<float> wide(weight.size());
        if (type == Type::Float) return weight;
        if (type == Type::Bf16)
            plainKernels().widenBf16(bf16.data(), wide.data(), static_cast<std::int64_t>(bf16.size()));
        if (type == Type::Int8)
            plainKernels().widenInt8({int8.data(), int8Scales.data()}, inputs, wide.data(), 0, outputs);
        if (type == Type::Int4)
            plainKernels().widenInt4({words.data(), halves.data()}, inputs, wide.data(), 0, outputs);
        return wide;
    }
};

bool isHere(int set) {
    const auto features = CpuFeatures::detect();
    return set == 0 || (set == 1 && features.avx2) || (set == 2 && features.avx512);
}

const Kernels& setOf(int set) {
    return set == 0 ? plainKernels() : set == 1 ? avx2Kernels() : avx512Kernels();
}

void addSets() {
    QTest::addColumn<int>("set");
    QTest::newRow("plain") << 0;
    QTest::newRow("avx2") << 1;
    QTest::newRow("avx512") << 2;
}

}  // namespace

class KernelsTest final : public QObject {
    Q_OBJECT

 private slots:
    void sixteenBitNumbersRoundToTheNearest() {
        QCOMPARE(fromBf16(toBf16(1.0F)), 1.0F);
        QCOMPARE(toBf16(1.00390625F), std::uint16_t{0x3f80});  // halfway, down to even
        QCOMPARE(toBf16(1.01171875F), std::uint16_t{0x3f82});  // halfway, up to even
        QVERIFY(std::isnan(fromBf16(toBf16(std::nanf("")))));
        for (std::uint32_t bits = 0; bits < 0x7c00; ++bits) {
            const auto half = static_cast<std::uint16_t>(bits);
            QCOMPARE(toHalf(fromHalf(half)), half);
            QCOMPARE(toHalf(-fromHalf(half)), static_cast<std::uint16_t>(half | 0x8000U));
        }
        QCOMPARE(fromHalf(0x3c00), 1.0F);
        QCOMPARE(fromHalf(0x0001), 0x1p-24F);
        QCOMPARE(toHalf(1e6F), std::uint16_t{0x7bff});
    }

    void everyInstructionSetAgreesWithExactArithmetic_data() { addSets(); }
    void everyInstructionSetAgreesWithExactArithmetic() {
        QFETCH(int, set);
        if (!isHere(set)) QSKIP("this processor lacks the instructions");
        for (const auto type : {Type::Float, Type::Bf16, Type::Int8, Type::Int4}) {
            for (const std::int64_t inputs : {1, 17, 64, 100, 128, 331, 640}) {
                for (const int rows : {1, 2, 3, 4, 7, 16}) {
                    Bench bench(inputs, 5, rows);
                    bench.run(setOf(set), type);
                    const auto held = bench.held(type);
                    for (int r = 0; r < rows; ++r) {
                        for (std::int64_t o = 0; o < bench.outputs; ++o) {
                            double want = bench.bias[static_cast<std::size_t>(o)];
                            double size = 0;
                            for (std::int64_t i = 0; i < inputs; ++i) {
                                const double term =
                                    static_cast<double>(held[static_cast<std::size_t>(o * inputs + i)]) *
                                    bench.x[static_cast<std::size_t>(r * inputs + i)];
                                want += term;
                                size += std::abs(term);
                            }
                            const double got = bench.out[static_cast<std::size_t>(r * bench.outputs + o)];
                            QVERIFY2(std::abs(got - want) <= 1e-4 * size + 1e-6,
                                     qPrintable(QString("type %1 inputs %2 rows %3: %4, not %5")
                                                    .arg(int(type))
                                                    .arg(inputs)
                                                    .arg(rows)
                                                    .arg(got)
                                                    .arg(want)));
                        }
                    }
                }
            }
        }
    }

    /// What makes batches, speculation and repeated seeds exact.
    void aRowGetsTheSameBitsAloneAndInCompany_data() { addSets(); }
    void aRowGetsTheSameBitsAloneAndInCompany() {
        QFETCH(int, set);
        if (!isHere(set)) QSKIP("this processor lacks the instructions");
        for (const auto type : {Type::Float, Type::Bf16, Type::Int8, Type::Int4}) {
            for (const std::int64_t inputs : {100, 640}) {
                Bench alone(inputs, 6, 1);
                alone.run(setOf(set), type);
                for (int rows = 2; rows <= 17; ++rows) {
                    Bench company(inputs, 6, rows);
                    // The row in question is the last one.
                    std::copy(alone.x.begin(), alone.x.end(), company.x.end() - inputs);
                    company.run(setOf(set), type);
                    QVERIFY2(std::memcmp(company.out.data() + (rows - 1) * 6, alone.out.data(),
                                         6 * sizeof(float)) == 0,
                             qPrintable(QString("type %1 rows %2").arg(int(type)).arg(rows)));
                }
            }
        }
    }

    void whatIsNotFiniteIsNeverLost_data() { addSets(); }
    void whatIsNotFiniteIsNeverLost() {
        QFETCH(int, set);
        if (!isHere(set)) QSKIP("this processor lacks the instructions");
        for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
            for (const auto type : {Type::Float, Type::Bf16, Type::Int8, Type::Int4}) {
                Bench bench(200, 3, 2);
                bench.x[205] = bad;
                bench.run(setOf(set), type);
                for (int o = 0; o < 3; ++o) {
                    QVERIFY(std::isfinite(bench.out[static_cast<std::size_t>(o)]));
                    QVERIFY(!std::isfinite(bench.out[static_cast<std::size_t>(3 + o)]));
                }
            }
        }
    }

    void quantisedWeightsStayCloseToTheirOwn() {
        const Bench bench(1024, 8, 1);
        const auto farthest = [&](Type type) {
            const auto held = bench.held(type);
            double error = 0, size = 0;
            for (std::size_t i = 0; i < held.size(); ++i) {
                error += std::pow(held[i] - bench.weight[i], 2);
                size += std::pow(bench.weight[i], 2);
            }
            return std::sqrt(error / size);
        };
        QVERIFY2(farthest(Type::Int8) < 0.01, qPrintable(QString::number(farthest(Type::Int8))));
        QVERIFY2(farthest(Type::Int4) < 0.10, qPrintable(QString::number(farthest(Type::Int4))));
    }

    void aWeightOfZerosIsZeroInEveryType() {
        std::vector<float> weight(128, 0.0F);
        std::vector<std::int8_t> int8(128, 1);
        QCOMPARE(quantiseInt8(weight.data(), 128, int8.data()), 0.0F);
        QCOMPARE(int8, std::vector<std::int8_t>(128, 0));
        std::vector<std::uint16_t> words(32), scales(2);
        quantiseInt4(weight.data(), 128, words.data(), scales.data());
        plainKernels().widenInt4({words.data(), scales.data()}, 128, weight.data(), 0, 1);
        QCOMPARE(weight, std::vector<float>(128, 0.0F));
    }

    void wideningAgreesBetweenInstructionSets_data() { addSets(); }
    void wideningAgreesBetweenInstructionSets() {
        QFETCH(int, set);
        if (!isHere(set)) QSKIP("this processor lacks the instructions");
        const Bench bench(331, 4, 1);
        std::vector<float> wide(bench.weight.size());
        setOf(set).widenBf16(bench.bf16.data(), wide.data(), static_cast<std::int64_t>(wide.size()));
        QCOMPARE(wide, bench.held(Type::Bf16));
        setOf(set).widenInt8({bench.int8.data(), bench.int8Scales.data()}, 331, wide.data(), 0, 4);
        QCOMPARE(wide, bench.held(Type::Int8));
        setOf(set).widenInt4({bench.words.data(), bench.halves.data()}, 331, wide.data(), 0, 4);
        QCOMPARE(wide, bench.held(Type::Int4));
    }

    void attentionIsAWeightedMeanOfTheValues_data() { addSets(); }
    void attentionIsAWeightedMeanOfTheValues() {
        QFETCH(int, set);
        if (!isHere(set)) QSKIP("this processor lacks the instructions");
        for (const std::int64_t tokens : {1, 7, 16, 53}) {
            for (const int headDim : {8, 20, 128}) {
                constexpr int group = 3;
                const auto queries = randoms(group * headDim, 4);
                const auto keys = randoms(tokens * headDim, 5);
                const auto values = randoms(tokens * headDim, 6);
                std::vector<float> out(queries.size()), scores(static_cast<std::size_t>(group * tokens));
                Attention call;
                call.queries = queries.data();
                call.out = out.data();
                call.scores = scores.data();
                call.keys = keys.data();
                call.values = values.data();
                call.tokens = tokens;
                call.group = group;
                call.headDim = headDim;
                setOf(set).attendFloat(call);
                for (int h = 0; h < group; ++h) {
                    std::vector<double> shares;
                    double sum = 0;
                    for (std::int64_t t = 0; t < tokens; ++t) {
                        double score = 0;
                        for (int d = 0; d < headDim; ++d)
                            score += static_cast<double>(queries[static_cast<std::size_t>(h * headDim + d)]) *
                                     keys[static_cast<std::size_t>(t * headDim + d)];
                        shares.push_back(std::exp(score));
                        sum += shares.back();
                    }
                    for (int d = 0; d < headDim; ++d) {
                        double want = 0;
                        for (std::int64_t t = 0; t < tokens; ++t)
                            want += shares[static_cast<std::size_t>(t)] / sum *
                                    values[static_cast<std::size_t>(t * headDim + d)];
                        const double got = out[static_cast<std::size_t>(h * headDim + d)];
                        QVERIFY2(std::abs(got - want) < 2e-5,
                                 qPrintable(QString("%1, not %2").arg(got).arg(want)));
                    }
                }
            }
        }
    }

    void theGateIsExact_data() { addSets(); }
    void theGateIsExact() {
        QFETCH(int, set);
        if (!isHere(set)) QSKIP("this processor lacks the instructions");
        std::vector<float> gate{0, -0.0F, 1, -1, 88, -88, 1e30F, -3e4F, 65504, -65504};
        const auto more = randoms(51, 7);
        gate.insert(gate.end(), more.begin(), more.end());
        const auto up = randoms(static_cast<std::int64_t>(gate.size()), 8);
        std::vector<float> out(gate.size());
        setOf(set).siluMultiply(gate.data(), up.data(), out.data(), static_cast<std::int64_t>(out.size()));
        for (std::size_t i = 0; i < gate.size(); ++i) {
            const double want = double{gate[i]} / (1 + std::exp(-double{gate[i]})) * up[i];
            QVERIFY2(std::abs(out[i] - want) <= 3e-7 * std::abs(want) + 1e-30,
                     qPrintable(QString("%1: %2, not %3").arg(gate[i]).arg(out[i]).arg(want)));
        }
        const float bad = std::nanf("");
        setOf(set).siluMultiply(&bad, up.data(), out.data(), 1);
        QVERIFY(std::isnan(out[0]));
    }

    void theQuickestSetOfTheProcessorIsTaken() {
        QCOMPARE(kernelsFor({}).name, "plain");
        QCOMPARE(kernelsFor({.avx2 = true}).name, "avx2");
        QCOMPARE(kernelsFor({.avx2 = true, .avx512 = true}).name, "avx512");
    }
};

QTEST_GUILESS_MAIN(KernelsTest)
#include "kernels_test.moc"
