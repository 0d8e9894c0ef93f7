#pragma once

#include <cstdint>

#include "engine/kernels/kernels.h"

namespace engine {

// Matrix products and attention of many rows in bfloat16, on processors that multiply it (AVX-512 BF16).
// Numbers are rounded to bfloat16 before they are multiplied and added up in float32. Nothing here makes
// threads: callers give ranges, and disjoint ranges may run at once.

/// Rows that are computed together, and outputs of a panel.
constexpr std::int64_t rowsOfTile = 12;
constexpr std::int64_t outputsOfPanel = 32;

constexpr std::int64_t roundedUp(std::int64_t count, std::int64_t step) {
    return (count + step - 1) / step * step;
}

/// 16-bit words of `rows` rows once packed: tile by tile, in each the pairs of inputs one after the other.
constexpr std::int64_t packedWords(std::int64_t rows, std::int64_t inputs) {
    return roundedUp(rows, rowsOfTile) * roundedUp(inputs, 32);
}

/// [rows, outputs] = rows * weight^T + bias, all rows packed.
struct ManyProduct {
    const std::uint16_t* rows = nullptr;
    const float* bias = nullptr;  ///< [outputs] or null
    float* out = nullptr;         ///< [rows, outputs], contiguous
    std::int64_t inputs = 0;
    std::int64_t outputs = 0;
    std::int64_t rowCount = 0;
};

/// Outputs [begin, end), begin a multiple of a panel, of the tiles [firstTile, lastTile).
struct ManyRange {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t firstTile = 0;
    std::int64_t lastTile = 0;
};

/// Keys or values of one head as attention reads them: a panel of 32 tokens, or of 32 dimensions, after the
/// other.
constexpr std::int64_t packedHeadWords(std::int64_t tokens, std::int64_t headDim) {
    return roundedUp(tokens, 32) * roundedUp(headDim, 32);
}

/// One head's tokens, `stride` numbers apart, in float32, bfloat16 or int8 without its scales.
struct HeadTokens {
    const void* from = nullptr;
    std::int64_t stride = 0;
    std::int64_t tokens = 0;
    std::int64_t headDim = 0;
};

/// Attention of many rows to one head's packed keys and values.
struct ManyAttention {
    const float* queries = nullptr;  ///< of one query head, `stride` floats apart
    float* out = nullptr;            ///< the same, `outStride` apart
    std::int64_t stride = 0;
    std::int64_t outStride = 0;
    std::int64_t rows = 0;
    const std::uint16_t* keys = nullptr;
    const std::uint16_t* values = nullptr;
    const float* keyScales = nullptr;  ///< [tokens], of an int8 cache, or null
    const float* valueScales = nullptr;
    std::int64_t tokens = 0;
    std::int64_t headDim = 0;
    std::int64_t seenByFirst = 0;  ///< tokens that row 0 sees; each row one more, up to all
    float scale = 1;               ///< of the products of queries and keys
};

/// The largest head: what the kernels keep room for.
constexpr std::int64_t mostHeadDim = 256;

struct ManyKernels {
    /// Tile number `tile` of float32 rows, `stride` floats apart.
    void (*packRows)(const float* from, std::int64_t stride, std::int64_t rows, std::int64_t inputs,
                     std::int64_t tile, std::uint16_t* to) = nullptr;
    void (*productBf16)(const ManyProduct&, const std::uint16_t* weight, const ManyRange&) = nullptr;
    void (*productInt8)(const ManyProduct&, const Int8Weight&, const ManyRange&) = nullptr;
    void (*productInt4)(const ManyProduct&, const Int4Weight&, const ManyRange&) = nullptr;

    // Tokens [begin, end), begin a multiple of 32, into the head's packed keys or values.
    void (*packKeysFloat)(const HeadTokens&, std::int64_t begin, std::int64_t end,
                          std::uint16_t* to) = nullptr;
    void (*packKeysBf16)(const HeadTokens&, std::int64_t begin, std::int64_t end,
                         std::uint16_t* to) = nullptr;
    void (*packKeysInt8)(const HeadTokens&, std::int64_t begin, std::int64_t end,
                         std::uint16_t* to) = nullptr;
    void (*packValuesFloat)(const HeadTokens&, std::int64_t begin, std::int64_t end,
                            std::uint16_t* to) = nullptr;
    void (*packValuesBf16)(const HeadTokens&, std::int64_t begin, std::int64_t end,
                           std::uint16_t* to) = nullptr;
    void (*packValuesInt8)(const HeadTokens&, std::int64_t begin, std::int64_t end,
                           std::uint16_t* to) = nullptr;
    /// The rows of tiles [firstTile, lastTile).
    void (*attend)(const ManyAttention&, std::int64_t firstTile, std::int64_t lastTile) = nullptr;
};

/// Null where the processor lacks the instructions.
const ManyKernels* manyKernels();
const ManyKernels& avx512Bf16Kernels();

}  // namespace engine
