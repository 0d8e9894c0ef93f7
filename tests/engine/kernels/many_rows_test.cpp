#include "engine/kernels/many_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <QtTest>

#include "engine/kernels/numbers.h"
#include "engine/kernels/quantise.h"
#include "tests/engine/kernels/randoms.h"

using namespace engine;

namespace {

std::vector<std::uint16_t> narrowed(const std::vector<float>& values) {
    std::vector<std::uint16_t> out;
    for (const float value : values)
        out.push_back(toBf16(value));
    return out;
}

float rounded(float value) {
    return fromBf16(toBf16(value));
}

/// One weight in the three types that are multiplied in bfloat16, and rows.
struct Bench {
    std::int64_t rows, inputs, outputs;
    std::vector<float> x, weight, bias, out, int8Scales;
    std::vector<std::uint16_t> bf16, words, halves, packed;
    std::vector<std::int8_t> int8;

    Bench(std::int64_t howMany, std::int64_t in, std::int64_t outs)
        : rows(howMany),
          inputs(in),
          outputs(outs),
          x(randoms(rows * in, 1)),
          weight(randoms(in * outs, 2)),
          bias(randoms(outs, 3)),
          out(static_cast<std::size_t>(rows * outs), -1.0F),
          int8Scales(static_cast<std::size_t>(outs)),
          bf16(narrowed(weight)),
          words(static_cast<std::size_t>(outs * paddedInputs(in) / 4)),
          halves(static_cast<std::size_t>(outs * paddedInputs(in) / quantGroup)),
          packed(static_cast<std::size_t>(packedWords(rows, in))),
          int8(weight.size()) {
        for (std::int64_t o = 0; o < outs; ++o) {
            int8Scales[static_cast<std::size_t>(o)] =
                quantiseInt8(weight.data() + o * in, in, int8.data() + o * in);
            quantiseInt4(weight.data() + o * in, in, words.data() + o * paddedInputs(in) / 4,
                         halves.data() + o * paddedInputs(in) / quantGroup);
        }
    }

    void run(const ManyKernels& set, int type) {
        const auto tiles = (rows + rowsOfTile - 1) / rowsOfTile;
        for (std::int64_t tile = 0; tile < tiles; ++tile)
            set.packRows(x.data(), inputs, rows, inputs, tile, packed.data());
        const ManyProduct product{packed.data(), bias.data(), out.data(), inputs, outputs, rows};
        // In parts, as threads would.
        const auto middle = outputs / 2 / outputsOfPanel * outputsOfPanel;
        for (const auto& range : {ManyRange{0, middle, 0, tiles}, ManyRange{middle, outputs, 0, tiles / 2},
                                  ManyRange{middle, outputs, tiles / 2, tiles}}) {
            if (range.begin == range.end || range.firstTile == range.lastTile) continue;
            if (type == 0) set.productBf16(product, bf16.data(), range);
            if (type == 1) set.productInt8(product, {int8.data(), int8Scales.data()}, range);
            if (type == 2) set.productInt4(product, {words.data(), halves.data()}, range);
        }
    }

    /// The weight as it is multiplied.
    std::vector<float> held(int type) const {
        std::vector<float> wide(weight.size());
        const auto& plain = plainKernels();
        if (type == 0) plain.widenBf16(bf16.data(), wide.data(), static_cast<std::int64_t>(wide.size()));
        if (type == 1) plain.widenInt8({int8.data(), int8Scales.data()}, inputs, wide.data(), 0, outputs);
        if (type == 2) {
            plain.widenInt4({words.data(), halves.data()}, inputs, wide.data(), 0, outputs);
            for (auto& value : wide)
                value = rounded(value);
        }
        return wide;
    }
};

/// Attention of one head, and what it must give.
struct Heads {
    std::int64_t rows, tokens, headDim, seenByFirst;
    float scale;
    std::vector<float> queries, keys, values, keyScales, valueScales, out;
    std::vector<std::uint16_t> packedKeys, packedValues;

    Heads(std::int64_t howMany, std::int64_t all, std::int64_t width, bool causal)
        : rows(howMany),
          tokens(all),
          headDim(width),
          seenByFirst(causal ? all - howMany + 1 : all),
          scale(1 / std::sqrt(static_cast<float>(width))),
          queries(randoms(rows * width, 4)),
          keys(randoms(all * width, 5)),
          values(randoms(all * width, 6)),
          out(queries.size()),
          packedKeys(static_cast<std::size_t>(packedHeadWords(all, width)) + 32),
          packedValues(packedKeys.size()) {}

    ManyAttention call() {
        ManyAttention a;
        a.queries = queries.data();
        a.out = out.data();
        a.stride = a.outStride = headDim;
        a.rows = rows;
        a.keys = aligned(packedKeys);
        a.values = aligned(packedValues);
        if (!keyScales.empty()) {
            a.keyScales = keyScales.data();
            a.valueScales = valueScales.data();
        }
        a.tokens = tokens;
        a.headDim = headDim;
        a.seenByFirst = seenByFirst;
        a.scale = scale;
        return a;
    }

    void run(const ManyKernels& set) {
        const auto tiles = (rows + rowsOfTile - 1) / rowsOfTile;
        set.attend(call(), 0, tiles / 2);
        set.attend(call(), tiles / 2, tiles);
    }

    static std::uint16_t* aligned(std::vector<std::uint16_t>& words) {
        const auto address = reinterpret_cast<std::uintptr_t>(words.data());
        return words.data() + (64 - address % 64) % 64 / 2;
    }

    double farthest(const std::vector<float>& heldKeys, const std::vector<float>& heldValues) const {
        double most = 0;
        for (std::int64_t r = 0; r < rows; ++r) {
            std::vector<double> shares;
            double sum = 0;
            for (std::int64_t t = 0; t < std::min(tokens, seenByFirst + r); ++t) {
                double score = 0;
                for (std::int64_t d = 0; d < headDim; ++d)
                    score += double{rounded(queries[static_cast<std::size_t>(r * headDim + d)])} *
                             heldKeys[static_cast<std::size_t>(t * headDim + d)];
                shares.push_back(score * scale);
            }
            const double top = *std::ranges::max_element(shares);
            for (auto& share : shares)
                sum += share = std::exp(share - top);
            for (std::int64_t d = 0; d < headDim; ++d) {
                double want = 0;
                for (std::size_t t = 0; t < shares.size(); ++t)
                    want += shares[t] / sum *
                            heldValues[t * static_cast<std::size_t>(headDim) + static_cast<std::size_t>(d)];
                const double apart = std::abs(want - out[static_cast<std::size_t>(r * headDim + d)]);
                most = std::isfinite(apart) ? std::max(most, apart) : apart;
            }
        }
        return most;
    }
};

std::vector<float> roundedAll(std::vector<float> values) {
    for (auto& value : values)
        value = rounded(value);
    return values;
}

}  // namespace

class ManyRowsTest final : public QObject {
    Q_OBJECT

    const ManyKernels* m_set = manyKernels();

 private slots:
    void initTestCase() {
        QCOMPARE(m_set != nullptr, CpuFeatures::detect().avx512Bf16);
        if (m_set == nullptr) QSKIP("this processor multiplies no bfloat16");
    }

    void productsAreExactButForTheRoundingToBfloat16() {
        for (const int type : {0, 1, 2}) {
            for (const std::int64_t inputs : {1, 31, 64, 100, 512, 700, 1100}) {
                for (const auto& [rows, outputs] :
                     {std::pair<std::int64_t, std::int64_t>{33, 5}, {12, 64}, {50, 101}}) {
                    Bench bench(rows, inputs, outputs);
                    bench.run(*m_set, type);
                    const auto held = bench.held(type);
                    for (std::int64_t r = 0; r < rows; ++r) {
                        for (std::int64_t o = 0; o < outputs; ++o) {
                            double want = bench.bias[static_cast<std::size_t>(o)];
                            double size = 0;
                            for (std::int64_t i = 0; i < inputs; ++i) {
                                const double term =
                                    double{rounded(bench.x[static_cast<std::size_t>(r * inputs + i)])} *
                                    held[static_cast<std::size_t>(o * inputs + i)];
                                want += term;
                                size += std::abs(term);
                            }
                            const double got = bench.out[static_cast<std::size_t>(r * outputs + o)];
                            QVERIFY2(std::abs(got - want) <= 1e-5 * size + 1e-6,
                                     qPrintable(QString("type %1, %2 rows, %3 inputs, %4 outputs: %5, not %6")
                                                    .arg(type)
                                                    .arg(rows)
                                                    .arg(inputs)
                                                    .arg(outputs)
                                                    .arg(got)
                                                    .arg(want)));
                        }
                    }
                }
            }
        }
    }

    void attentionIsAWeightedMeanOfTheValues() {
        for (const bool causal : {false, true}) {
            for (const auto& [rows, tokens] :
                 {std::pair<std::int64_t, std::int64_t>{33, 33}, {40, 300}, {12, 517}}) {
                for (const std::int64_t headDim : {20, 64, 128}) {
                    Heads heads(rows, tokens, headDim, causal);
                    const HeadTokens keys{heads.keys.data(), headDim, tokens, headDim};
                    const HeadTokens values{heads.values.data(), headDim, tokens, headDim};
                    m_set->packKeysFloat(keys, 0, 32, Heads::aligned(heads.packedKeys));
                    m_set->packKeysFloat(keys, 32, tokens, Heads::aligned(heads.packedKeys));
                    m_set->packValuesFloat(values, 0, 32, Heads::aligned(heads.packedValues));
                    m_set->packValuesFloat(values, 32, tokens, Heads::aligned(heads.packedValues));
                    heads.run(*m_set);
                    const auto most = heads.farthest(roundedAll(heads.keys), roundedAll(heads.values));
                    QVERIFY2(most < 0.01, qPrintable(QString("%1 of %2 rows, %3 tokens, %4 wide")
                                                         .arg(most)
                                                         .arg(rows)
                                                         .arg(tokens)
                                                         .arg(headDim)));
                }
            }
        }
    }

    void attentionReadsEveryTypeOfCache() {
        constexpr std::int64_t tokens = 301;
        constexpr std::int64_t headDim = 128;
        Heads narrow(36, tokens, headDim, true);
        const auto keys = narrowed(narrow.keys);
        const auto values = narrowed(narrow.values);
        m_set->packKeysBf16({keys.data(), headDim, tokens, headDim}, 0, tokens,
                            Heads::aligned(narrow.packedKeys));
        m_set->packValuesBf16({values.data(), headDim, tokens, headDim}, 0, tokens,
                              Heads::aligned(narrow.packedValues));
        narrow.run(*m_set);
        QVERIFY(narrow.farthest(roundedAll(narrow.keys), roundedAll(narrow.values)) < 0.01);

        Heads eight(36, tokens, headDim, true);
        std::vector<std::int8_t> eightKeys(eight.keys.size()), eightValues(eight.values.size());
        for (std::int64_t t = 0; t < tokens; ++t) {
            const auto at = t * headDim;
            eight.keyScales.push_back(quantiseInt8(eight.keys.data() + at, headDim, eightKeys.data() + at));
            eight.valueScales.push_back(
                quantiseInt8(eight.values.data() + at, headDim, eightValues.data() + at));
            for (std::int64_t d = at; d < at + headDim; ++d) {
                eight.keys[static_cast<std::size_t>(d)] =
                    static_cast<float>(eightKeys[static_cast<std::size_t>(d)]) * eight.keyScales.back();
                eight.values[static_cast<std::size_t>(d)] =
                    static_cast<float>(eightValues[static_cast<std::size_t>(d)]) * eight.valueScales.back();
            }
        }
        m_set->packKeysInt8({eightKeys.data(), headDim, tokens, headDim}, 0, tokens,
                            Heads::aligned(eight.packedKeys));
        m_set->packValuesInt8({eightValues.data(), headDim, tokens, headDim}, 0, tokens,
                              Heads::aligned(eight.packedValues));
        eight.run(*m_set);
        QVERIFY(eight.farthest(eight.keys, eight.values) < 0.01);
    }

    void largeScoresDontOverflow() {
        Heads heads(24, 600, 32, false);
        for (auto& value : heads.queries)
            value *= 1e4F;
        m_set->packKeysFloat({heads.keys.data(), 32, 600, 32}, 0, 600, Heads::aligned(heads.packedKeys));
        m_set->packValuesFloat({heads.values.data(), 32, 600, 32}, 0, 600,
                               Heads::aligned(heads.packedValues));
        heads.run(*m_set);
        QVERIFY(heads.farthest(roundedAll(heads.keys), roundedAll(heads.values)) < 0.05);
    }

    void whatIsNotFiniteIsNeverLost() {
        for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
            Bench bench(36, 128, 32);
            bench.x[128 * 13 + 5] = bad;
            bench.run(*m_set, 0);
            Heads heads(36, 300, 64, true);
            heads.queries[64 * 13 + 5] = bad;
            m_set->packKeysFloat({heads.keys.data(), 64, 300, 64}, 0, 300, Heads::aligned(heads.packedKeys));
            m_set->packValuesFloat({heads.values.data(), 64, 300, 64}, 0, 300,
                                   Heads::aligned(heads.packedValues));
            heads.run(*m_set);
            for (std::size_t i = 0; i < 32; ++i) {
                QVERIFY(!std::isfinite(bench.out[32 * 13 + i]));
                QVERIFY(std::isfinite(bench.out[32 * 12 + i]));
                QVERIFY(!std::isfinite(heads.out[64 * 13 + i]));
                QVERIFY(std::isfinite(heads.out[64 * 12 + i]));
            }
        }
    }
};

QTEST_GUILESS_MAIN(ManyRowsTest)
#include "many_rows_test.moc"
