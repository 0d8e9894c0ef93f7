// Built with AVX-512 BF16 switched on; called only where the processor has it.
#include <immintrin.h>

#include "engine/kernels/many_rows.h"
#include "engine/kernels/numbers.h"

namespace engine {
namespace {

constexpr int lanes = 16;                    // pairs of inputs, or float32 numbers, in a register
constexpr std::int64_t inputsAtOnce = 512;   // a panel's part that stays in the nearest cache: 32 KiB
constexpr std::int64_t inputsOfVector = 32;  // in bfloat16

__m512bh pairs(const std::uint16_t* from) {
    return reinterpret_cast<__m512bh>(_mm512_loadu_si512(from));
}

__m512i narrowed(__m512 low, __m512 high) {
    return reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(high, low));
}

/// 16 vectors of 16 words of 32 bits: rows become columns.
void transpose(__m512i (&v)[lanes]) {
    __m512i t[lanes];
    for (int i = 0; i < lanes; i += 2) {
        t[i] = _mm512_unpacklo_epi32(v[i], v[i + 1]);
        t[i + 1] = _mm512_unpackhi_epi32(v[i], v[i + 1]);
    }
    for (int i = 0; i < lanes; i += 4) {
        v[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
        v[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
        v[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]);
        v[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
    }
    for (int i = 0; i < 4; ++i) {
        const __m512i low = _mm512_shuffle_i32x4(v[i], v[i + 4], 0x88);
        const __m512i high = _mm512_shuffle_i32x4(v[i], v[i + 4], 0xdd);
        const __m512i low2 = _mm512_shuffle_i32x4(v[i + 8], v[i + 12], 0x88);
        const __m512i high2 = _mm512_shuffle_i32x4(v[i + 8], v[i + 12], 0xdd);
        t[i] = _mm512_shuffle_i32x4(low, low2, 0x88);
        t[i + 8] = _mm512_shuffle_i32x4(low, low2, 0xdd);
        t[i + 4] = _mm512_shuffle_i32x4(high, high2, 0x88);
        t[i + 12] = _mm512_shuffle_i32x4(high, high2, 0xdd);
    }
    for (int i = 0; i < lanes; ++i)
        v[i] = t[i];
}

/// 32 inputs of a float32 row as bfloat16; zeros past the end.
__m512i narrowedInputs(const float* row, std::int64_t at, std::int64_t inputs) {
    const std::int64_t left = inputs - at;
    if (left >= inputsOfVector) return narrowed(_mm512_loadu_ps(row + at), _mm512_loadu_ps(row + at + lanes));
    const auto mask = [](std::int64_t count) {
        return static_cast<__mmask16>(count >= lanes ? 0xffff : count <= 0 ? 0 : (1U << count) - 1);
    };
    return narrowed(_mm512_maskz_loadu_ps(mask(left), row + at),
                    _mm512_maskz_loadu_ps(mask(left - lanes), row + at + lanes));
}

void packRows(const float* from, std::int64_t stride, std::int64_t rows, std::int64_t inputs,
              std::int64_t tile, std::uint16_t* to) {
    const std::int64_t padded = roundedUp(inputs, inputsOfVector);
    const std::int64_t first = tile * rowsOfTile;
    const std::int64_t count = rows - first < rowsOfTile ? rows - first : rowsOfTile;
    auto* target = reinterpret_cast<std::int32_t*>(to + first * padded);
    for (std::int64_t k = 0; k < padded; k += inputsOfVector) {
        __m512i v[lanes];
        for (int r = 0; r < lanes; ++r)
            v[r] =
                r < count ? narrowedInputs(from + (first + r) * stride, k, inputs) : _mm512_setzero_si512();
        transpose(v);
        for (int i = 0; i < lanes; ++i)
            _mm512_mask_storeu_epi32(target + (k / 2 + i) * rowsOfTile, (1U << rowsOfTile) - 1, v[i]);
    }
}

/// Rows of float32.
struct FloatSource {
    const float* rows;
    std::int64_t stride;
    std::int64_t inputs;

    __m512i load(std::int64_t row, std::int64_t at) const {
        return narrowedInputs(rows + row * stride, at, inputs);
    }
};

/// Weights of bfloat16.
struct Bf16Source {
    const std::uint16_t* weight;
    std::int64_t stride;
    std::int64_t inputs;

    const void* address(std::int64_t output, std::int64_t at) const { return weight + output * stride + at; }
    static constexpr std::int64_t bytesAtOnce = inputsAtOnce * 2;
    __m512i load(std::int64_t output, std::int64_t at) const {
        const std::uint16_t* from = weight + output * stride + at;
        if (inputs - at >= inputsOfVector) return _mm512_loadu_si512(from);
        return _mm512_maskz_loadu_epi16(static_cast<__mmask32>((1U << (inputs - at)) - 1), from);
    }
    float scale(std::int64_t) const { return 1; }
};

/// int8 is exact in bfloat16; the output's scale comes after the sum.
struct Int8Source {
    Int8Weight weight;
    std::int64_t stride;
    std::int64_t inputs;

    const void* address(std::int64_t output, std::int64_t at) const {
        return weight.values + output * stride + at;
    }
    static constexpr std::int64_t bytesAtOnce = inputsAtOnce;
    __m512i load(std::int64_t output, std::int64_t at) const {
        const std::int8_t* from = weight.values + output * stride + at;
        const __m256i bytes =
            inputs - at >= inputsOfVector
                ? _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from))
                : _mm256_maskz_loadu_epi8(static_cast<__mmask32>((1U << (inputs - at)) - 1), from);
        return narrowed(_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm256_castsi256_si128(bytes))),
                        _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm256_extracti128_si256(bytes, 1))));
    }
    float scale(std::int64_t output) const { return weight.scales[output]; }
};

struct Int4Source {
    Int4Weight weight;
    std::int64_t inputs;

    const void* address(std::int64_t output, std::int64_t at) const {
        return weight.words + output * (paddedInputs(inputs) / 4) + at / 4;
    }
    static constexpr std::int64_t bytesAtOnce = inputsAtOnce / 2;
    __m512i load(std::int64_t output, std::int64_t at) const {
        const std::int64_t padded = paddedInputs(inputs);
        const std::uint16_t* words =
            weight.words + output * (padded / 4) + at / quantBlock * (quantBlock / 4);
        const float scale = _cvtsh_ss(weight.scales[output * (padded / quantGroup) + at / quantGroup]);
        const auto shift = static_cast<unsigned>(at % quantBlock / inputsOfVector * 4);
        const __m512i levels = _mm512_sub_epi16(
            _mm512_and_si512(
                _mm512_srl_epi16(_mm512_loadu_si512(words), _mm_cvtsi32_si128(static_cast<int>(shift))),
                _mm512_set1_epi16(15)),
            _mm512_set1_epi16(8));
        const auto wide = [scale](__m256i half) {
            return _mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_cvtepi16_epi32(half)), _mm512_set1_ps(scale));
        };
        return narrowed(wide(_mm512_castsi512_si256(levels)), wide(_mm512_extracti64x4_epi64(levels, 1)));
    }
    float scale(std::int64_t) const { return 1; }
};

/// Inputs [at, until) of a panel's outputs, pair by pair: a register holds one pair of 16 outputs.
template <class Source>
void packPanel(const Source& source, std::int64_t output, std::int64_t outputs, std::int64_t at,
               std::int64_t until, std::uint16_t* to) {
    for (std::int64_t half = 0; half < outputsOfPanel; half += lanes) {
        for (std::int64_t k = at; k < until; k += inputsOfVector) {
            __m512i v[lanes];
            for (int i = 0; i < lanes; ++i)
                v[i] =
                    output + half + i < outputs ? source.load(output + half + i, k) : _mm512_setzero_si512();
            transpose(v);
            std::uint16_t* place = to + (k - at) / 2 * 2 * outputsOfPanel + half * 2;
            for (int i = 0; i < lanes; ++i)
                _mm512_store_si512(place + i * 2 * outputsOfPanel, v[i]);
        }
    }
}

struct Sums {
    __m512 of[rowsOfTile][2];
};

/// One tile's rows meet a panel's outputs over so many pairs of inputs. The steps are words from one row's
/// pair to the next row's, and to the next pair.
template <std::int64_t rowStep, std::int64_t pairStep>
inline __attribute__((always_inline)) void addPairs(const std::uint16_t* tile, const std::uint16_t* panel,
                                                    std::int64_t count, Sums& sums) {
    for (std::int64_t p = 0; p < count; ++p, tile += pairStep, panel += 2 * outputsOfPanel) {
        const __m512bh left = pairs(panel);
        const __m512bh right = pairs(panel + outputsOfPanel);
#pragma GCC unroll 12
        for (int r = 0; r < rowsOfTile; ++r) {
            std::int32_t pair;
            __builtin_memcpy(&pair, tile + rowStep * r, sizeof pair);
            const auto both = reinterpret_cast<__m512bh>(_mm512_set1_epi32(pair));
            sums.of[r][0] = _mm512_dpbf16_ps(sums.of[r][0], both, left);
            sums.of[r][1] = _mm512_dpbf16_ps(sums.of[r][1], both, right);
        }
    }
}

template <class Source>
struct PanelWork {
    const ManyProduct& p;
    const Source& source;
    const ManyRange& range;
    std::uint16_t* panel;

    __mmask16 inside(std::int64_t output) const {
        const std::int64_t left = p.outputs - output;
        return static_cast<__mmask16>(left >= lanes ? 0xffff : left <= 0 ? 0 : (1U << left) - 1);
    }

    void run(std::int64_t output) const {
        for (std::int64_t at = 0; at < p.inputs; at += inputsAtOnce) {
            const std::int64_t end = at + inputsAtOnce < p.inputs ? at + inputsAtOnce : p.inputs;
            packPanel(source, output, p.outputs, at, end, panel);
            multiply(output, at, end);
        }
    }

    void multiply(std::int64_t output, std::int64_t at, std::int64_t end) const {
        const std::int64_t padded = roundedUp(p.inputs, inputsOfVector);
        const __mmask16 masks[] = {inside(output), inside(output + lanes)};
        __m512 scales[2], biases[2];
        alignas(64) float held[lanes];
        for (int half = 0; half < 2; ++half) {
            for (int i = 0; i < lanes; ++i)
                held[i] = (masks[half] >> i & 1) != 0 ? source.scale(output + half * lanes + i) : 0;
            scales[half] = _mm512_load_ps(held);
            biases[half] = p.bias == nullptr
                               ? _mm512_setzero_ps()
                               : _mm512_maskz_loadu_ps(masks[half], p.bias + output + half * lanes);
        }
        // What comes next is on its way meanwhile.
        const bool last = end == p.inputs;
        const std::int64_t nextOutput = last ? output + outputsOfPanel : output;
        const std::int64_t nextAt = last ? 0 : end;
        constexpr std::int64_t line = 64;
        constexpr std::int64_t linesOfOutput = Source::bytesAtOnce / line;
        const std::int64_t lines = nextOutput < range.end ? linesOfOutput * outputsOfPanel : 0;
        const std::int64_t tiles = range.lastTile - range.firstTile;
        const std::int64_t linesOfTile = (lines + tiles - 1) / tiles;
        std::int64_t fetched = 0;
        for (std::int64_t tile = range.firstTile; tile < range.lastTile; ++tile) {
            for (const std::int64_t until = fetched + linesOfTile; fetched < until && fetched < lines;
                 ++fetched)
                __builtin_prefetch(
                    static_cast<const char*>(source.address(nextOutput + fetched / linesOfOutput, nextAt)) +
                        fetched % linesOfOutput * line,
                    0, 2);
            const std::int64_t first = tile * rowsOfTile;
            const std::int64_t rows = p.rowCount - first < rowsOfTile ? p.rowCount - first : rowsOfTile;
            float* out = p.out + first * p.outputs + output;
            Sums sums;
#pragma GCC unroll 12
            for (int r = 0; r < rowsOfTile; ++r)
                for (int half = 0; half < 2; ++half)
                    sums.of[r][half] = _mm512_setzero_ps();
            addPairs<2, 2 * rowsOfTile>(p.rows + first * padded + at * rowsOfTile, panel,
                                        (roundedUp(end, inputsOfVector) - at) / 2, sums);
            const auto finish = [&](int r, int half) __attribute__((always_inline)) {
                float* place = out + r * p.outputs + half * lanes;
                __m512 sum = sums.of[r][half];
                if (at > 0) sum = _mm512_add_ps(sum, _mm512_maskz_loadu_ps(masks[half], place));
                if (last) sum = _mm512_fmadd_ps(sum, scales[half], biases[half]);
                _mm512_mask_storeu_ps(place, masks[half], sum);
            };
#pragma GCC unroll 12
            for (int r = 0; r < rowsOfTile; ++r) {
                if (r >= rows) break;
                finish(r, 0);
                finish(r, 1);
            }
        }
    }
};

template <class Source>
void product(const ManyProduct& p, const Source& source, const ManyRange& range) {
    alignas(64) std::uint16_t panel[inputsAtOnce * outputsOfPanel];
    const PanelWork<Source> work{p, source, range, panel};
    for (std::int64_t output = range.begin; output < range.end; output += outputsOfPanel)
        work.run(output);
}

void productBf16(const ManyProduct& p, const std::uint16_t* weight, const ManyRange& range) {
    product(p, Bf16Source{weight, p.inputs, p.inputs}, range);
}

void productInt8(const ManyProduct& p, const Int8Weight& weight, const ManyRange& range) {
    product(p, Int8Source{weight, p.inputs, p.inputs}, range);
}

void productInt4(const ManyProduct& p, const Int4Weight& weight, const ManyRange& range) {
    product(p, Int4Source{weight, p.inputs}, range);
}

#include "engine/kernels/bodies_many_attention.h"

}  // namespace

const ManyKernels& avx512Bf16Kernels() {
    static constexpr ManyKernels set{packRows,
                                     productBf16,
                                     productInt8,
                                     productInt4,
                                     packKeys<FloatTokens>,
                                     packKeys<Bf16Tokens>,
                                     packKeys<Int8Tokens>,
                                     packValues<FloatTokens>,
                                     packValues<Bf16Tokens>,
                                     packValues<Int8Tokens>,
                                     attendTiles};
    return set;
}

}  // namespace engine
