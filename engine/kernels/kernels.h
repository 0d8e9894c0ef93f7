#pragma once

#include <cstdint>

#include "engine/kernels/cpu_features.h"

namespace engine {

// Arithmetic on float32 rows for one and few tokens, where reading the weights is what takes the time.
// Nothing here allocates or makes threads: callers give ranges of outputs, and disjoint ranges may run at
// once. The result of a row never depends on how many rows or which outputs are computed with it.

/// The most rows that the products take at once; more go to a matrix product.
constexpr int mostKernelRows = 32;

/// Inputs that share a scale, in int4 weights and in quantised rows.
constexpr std::int64_t quantGroup = 64;
/// Quantised rows and int4 weights are padded with zeros to whole blocks.
constexpr std::int64_t quantBlock = 128;

constexpr std::int64_t paddedInputs(std::int64_t inputs) {
    return (inputs + quantBlock - 1) / quantBlock * quantBlock;
}

/// float32 rows: [rows, inputs] in, [rows, outputs] out, contiguous; bias [outputs] or null.
struct Product {
    const float* x = nullptr;
    const float* bias = nullptr;
    float* out = nullptr;
    std::int64_t inputs = 0;
    std::int64_t outputs = 0;
    int rows = 1;
};

/// Rows in 16-bit integers, with a scale for each group: nearly as exact as the float32 that they were.
struct QuantisedRows {
    const std::int16_t* values = nullptr;  ///< [rows, padded inputs]
    const float* scales = nullptr;         ///< [rows, groups]
    const float* offsets = nullptr;  ///< [rows, groups]: 8 * scale * sum of the group, what int4's bias adds
};

/// int8 [outputs, inputs], one float32 scale for each output.
struct Int8Weight {
    const std::int8_t* values = nullptr;
    const float* scales = nullptr;
};

/// Blocks of 128 inputs in 32 words: word k holds inputs k, k + 32, k + 64 and k + 96 in its nibbles, from
/// the lowest, each plus 8. One half-precision scale for each 64 inputs.
struct Int4Weight {
    const std::uint16_t* words = nullptr;   ///< [outputs, padded inputs / 4]
    const std::uint16_t* scales = nullptr;  ///< [outputs, padded inputs / 64]
};

/// Attention of new tokens to what is cached, for one key head and its group of query heads.
struct Attention {
    const float* queries = nullptr;  ///< [group, head dim], scaled already
    float* out = nullptr;            ///< [group, head dim]
    float* scores = nullptr;         ///< room for group * tokens
    const void* keys = nullptr;      ///< [tokens, head dim] in the cache's type
    const void* values = nullptr;
    const float* keyScales = nullptr;    ///< [tokens], of an int8 cache
    const float* valueScales = nullptr;  ///< [tokens]
    std::int64_t tokens = 0;
    int group = 1;
    int headDim = 0;
};

/// The kernels of one instruction set. `begin` and `end` are outputs.
struct Kernels {
    const char* name = nullptr;
    void (*productFloat)(const Product&, const float* weight, std::int64_t begin, std::int64_t end) = nullptr;
    void (*productBf16)(const Product&, const std::uint16_t* weight, std::int64_t begin,
                        std::int64_t end) = nullptr;
    void (*productInt8)(const Product&, const QuantisedRows&, const Int8Weight&, std::int64_t begin,
                        std::int64_t end) = nullptr;
    void (*productInt4)(const Product&, const QuantisedRows&, const Int4Weight&, std::int64_t begin,
                        std::int64_t end) = nullptr;
    /// One row. values: padded inputs, scales and offsets: one for each group.
    void (*quantiseRow)(const float* x, std::int64_t inputs, std::int16_t* values, float* scales,
                        float* offsets) = nullptr;

    // Weights as float32, for the matrix product of many rows: [end - begin, inputs].
    void (*widenBf16)(const std::uint16_t* from, float* to, std::int64_t count) = nullptr;
    void (*widenInt8)(const Int8Weight&, std::int64_t inputs, float* to, std::int64_t begin,
                      std::int64_t end) = nullptr;
    void (*widenInt4)(const Int4Weight&, std::int64_t inputs, float* to, std::int64_t begin,
                      std::int64_t end) = nullptr;

    void (*narrowBf16)(const float* from, std::uint16_t* to, std::int64_t count) = nullptr;

    void (*rmsNorm)(const float* x, const float* weight, float epsilon, float* out,
                    std::int64_t width) = nullptr;
    /// a + b; `out` may be either.
    void (*addRow)(const float* a, const float* b, float* out, std::int64_t width) = nullptr;
    /// Pairs that lie half a head apart, in place; 2 * pairs numbers.
    void (*rotateHalves)(float* head, const float* cos, const float* sin, std::int64_t pairs) = nullptr;
    /// silu(gate) * up
    void (*siluMultiply)(const float* gate, const float* up, float* out, std::int64_t count) = nullptr;
    void (*attendFloat)(const Attention&) = nullptr;
    void (*attendBf16)(const Attention&) = nullptr;
    void (*attendInt8)(const Attention&) = nullptr;
};

const Kernels& plainKernels();
const Kernels& avx2Kernels();
const Kernels& avx512Kernels();

/// The quickest set that these features allow.
const Kernels& kernelsFor(const CpuFeatures& features);
/// The quickest one here.
const Kernels& kernels();

}  // namespace engine
