#include "engine/model/matrix.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <ATen/Parallel.h>

#include "engine/kernels/kernels.h"
#include "engine/kernels/quantise.h"

namespace engine {
namespace {

const std::uint16_t* words(const at::Tensor& tensor) {
    return static_cast<const std::uint16_t*>(tensor.const_data_ptr());
}

/// Outputs of a piece of work: worth handing over, and enough pieces for all threads to end together.
std::int64_t pieceOf(const Matrix& weight) {
    constexpr std::int64_t least = 32 * 1024;  // bytes
    constexpr std::int64_t most = 256 * 1024;
    constexpr std::int64_t outputsTogether = 4;
    const auto row = std::max<std::int64_t>(1, bytesOf(weight.format, 1, weight.inputs));
    const auto bytes = std::clamp(row * weight.outputs / 8, least, most);
    return (std::max<std::int64_t>(1, bytes / row) + outputsTogether - 1) / outputsTogether * outputsTogether;
}

/// Rows in 16-bit integers, in memory of their own.
class RowsInWords {
 public:
    explicit RowsInWords(const at::Tensor& rows) {
        const auto count = rows.size(0);
        const auto inputs = rows.size(1);
        const auto padded = paddedInputs(inputs);
        const auto groups = padded / quantGroup;
        m_values = at::empty({count, padded}, at::kShort);
        m_scales = at::empty({2, count, groups}, at::kFloat);
        const auto* from = rows.const_data_ptr<float>();
        auto* values = m_values.data_ptr<std::int16_t>();
        auto* scales = m_scales.data_ptr<float>();
        for (std::int64_t r = 0; r < count; ++r)
            kernels().quantiseRow(from + r * inputs, inputs, values + r * padded, scales + r * groups,
                                  scales + (count + r) * groups);
        m_rows = {values, scales, scales + count * groups};
    }
    const QuantisedRows& operator*() const { return m_rows; }

 private:
    at::Tensor m_values;
    at::Tensor m_scales;
    QuantisedRows m_rows;
};

void multiplyFew(Team& team, const Matrix& weight, const at::Tensor& rows, const at::Tensor& bias,
                 at::Tensor& out) {
    const auto& set = kernels();
    const Product product{rows.const_data_ptr<float>(),
                          bias.defined() ? bias.const_data_ptr<float>() : nullptr,
                          out.data_ptr<float>(),
                          weight.inputs,
                          weight.outputs,
                          static_cast<int>(rows.size(0))};
    const auto spread = [&](const auto& work) { team.share(weight.outputs, pieceOf(weight), work); };
    switch (weight.format) {
        case MatrixFormat::Float32:
            return spread([&](auto begin, auto end) {
                set.productFloat(product, weight.values.const_data_ptr<float>(), begin, end);
            });
        case MatrixFormat::Bfloat16:
            return spread(
                [&](auto begin, auto end) { set.productBf16(product, words(weight.values), begin, end); });
        case MatrixFormat::Int8: {
            const RowsInWords quantisedRows(rows);
            const Int8Weight held{weight.values.const_data_ptr<std::int8_t>(),
                                  weight.scales.const_data_ptr<float>()};
            return spread(
                [&](auto begin, auto end) { set.productInt8(product, *quantisedRows, held, begin, end); });
        }
        case MatrixFormat::Int4: {
            const RowsInWords quantisedRows(rows);
            const Int4Weight held{words(weight.values), words(weight.scales)};
            return spread(
                [&](auto begin, auto end) { set.productInt4(product, *quantisedRows, held, begin, end); });
        }
    }
}

/// Outputs [begin, end) as float32 [end - begin, inputs].
void widen(const Matrix& weight, std::int64_t begin, std::int64_t end, float* to) {
    const auto& set = kernels();
    const auto each = [&](const auto& work) {
        at::parallel_for(begin, end, 16, [&](std::int64_t from, std::int64_t until) {
            work(from, until, to + (from - begin) * weight.inputs);
        });
    };
    switch (weight.format) {
        case MatrixFormat::Bfloat16:
            return each([&](auto from, auto until, float* out) {
                set.widenBf16(words(weight.values) + from * weight.inputs, out,
                              (until - from) * weight.inputs);
            });
        case MatrixFormat::Int8: {
            const Int8Weight held{weight.values.const_data_ptr<std::int8_t>(),
                                  weight.scales.const_data_ptr<float>()};
            return each([&](auto from, auto until, float* out) {
                set.widenInt8(held, weight.inputs, out, from, until);
            });
        }
        case MatrixFormat::Int4: {
            const Int4Weight held{words(weight.values), words(weight.scales)};
            return each([&](auto from, auto until, float* out) {
                set.widenInt4(held, weight.inputs, out, from, until);
            });
        }
        case MatrixFormat::Float32:
            return;
    }
}

/// The weight becomes dense in pieces that stay in the cache: bfloat16 where the processor multiplies those,
/// else float32.
void multiplyMany(const Matrix& weight, const at::Tensor& rows, at::Tensor& out, bool inBf16) {
    constexpr std::int64_t valuesAtOnce = 1 << 20;
    const auto step = std::clamp<std::int64_t>(valuesAtOnce / weight.inputs, 64, weight.outputs);
    const auto given = inBf16 ? rows.to(at::kBFloat16) : rows;
    auto piece = at::empty({step, weight.inputs}, at::kFloat);
    for (std::int64_t begin = 0; begin < weight.outputs; begin += step) {
        const auto count = std::min(step, weight.outputs - begin);
        auto dense = piece.narrow(0, 0, count);
        widen(weight, begin, begin + count, dense.data_ptr<float>());
        auto target = out.narrow(1, begin, count);
        if (inBf16)
            target.copy_(at::mm(given, dense.to(at::kBFloat16).t()));
        else
            at::mm_out(target, given, dense.t());
    }
}

}  // namespace

std::int64_t bytesOf(MatrixFormat format, std::int64_t outputs, std::int64_t inputs) {
    switch (format) {
        case MatrixFormat::Float32:
            return outputs * inputs * 4;
        case MatrixFormat::Bfloat16:
            return outputs * inputs * 2;
        case MatrixFormat::Int8:
            return outputs * (inputs + 4);
        case MatrixFormat::Int4:
            return outputs * (paddedInputs(inputs) / 2 + paddedInputs(inputs) / quantGroup * 2);
    }
    return 0;
}

Matrix denseMatrix(at::Tensor weight) {
    const auto format =
        weight.scalar_type() == at::kBFloat16 ? MatrixFormat::Bfloat16 : MatrixFormat::Float32;
    const auto outputs = weight.size(0);
    const auto inputs = weight.size(1);
    return {format, outputs, inputs, std::move(weight), {}};
}

Matrix quantised(const at::Tensor& weight, MatrixFormat format) {
    const auto outputs = weight.size(0);
    const auto inputs = weight.size(1);
    const auto padded = paddedInputs(inputs);
    const bool eight = format == MatrixFormat::Int8;
    Matrix out{
        format, outputs, inputs,
        eight ? at::empty({outputs, inputs}, at::kChar) : at::empty({outputs, padded / 4}, at::kShort),
        eight ? at::empty({outputs}, at::kFloat) : at::empty({outputs, padded / quantGroup}, at::kHalf)};
    at::parallel_for(0, outputs, 16, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t o = begin; o < end; ++o) {
            const auto row = weight[o].to(at::kFloat);
            const auto* from = row.const_data_ptr<float>();
            if (eight) {
                out.scales.data_ptr<float>()[o] =
                    quantiseInt8(from, inputs, out.values.data_ptr<std::int8_t>() + o * inputs);
            } else {
                quantiseInt4(from, inputs,
                             static_cast<std::uint16_t*>(out.values.data_ptr()) + o * (padded / 4),
                             static_cast<std::uint16_t*>(out.scales.data_ptr()) + o * (padded / quantGroup));
            }
        }
    });
    return out;
}

at::Tensor widened(const Matrix& weight, std::int64_t begin, std::int64_t end, at::ScalarType type) {
    const auto count = end - begin;
    const auto values = weight.values.narrow(0, begin, count);
    if (weight.format == MatrixFormat::Int8)
        return values.to(at::kFloat).mul_(weight.scales.narrow(0, begin, count).unsqueeze(1)).to(type);
    if (weight.format != MatrixFormat::Int4) return values.to(type);
    const auto padded = paddedInputs(weight.inputs);
    // Word k of a block holds inputs k, k + 32, k + 64 and k + 96 from its lowest nibble on.
    const auto words = values.view({count, padded / quantBlock, 1, quantBlock / 4}).to(at::kInt);
    const auto shifts = at::arange(0, 16, 4, words.options()).view({4, 1});
    const auto levels = words.bitwise_right_shift(shifts).bitwise_and_(15).sub_(8);  // [count, blocks, 4, 32]
    const auto scales = weight.scales.narrow(0, begin, count).to(at::kFloat).unsqueeze(2);
    return levels.view({count, padded / quantGroup, quantGroup})
        .to(at::kFloat)
        .mul_(scales)
        .view({count, padded})
        .narrow(1, 0, weight.inputs)
        .to(type)
        .contiguous();
}

double longestOutput(const Matrix& weight) {
    constexpr std::int64_t outputsAtOnce = 512;  // little memory on a card that is being filled
    double longest = 0;
    for (std::int64_t begin = 0; begin < weight.outputs; begin += outputsAtOnce) {
        const auto end = std::min(weight.outputs, begin + outputsAtOnce);
        const auto lengths = at::linalg_vector_norm(widened(weight, begin, end, at::kFloat), 2, {1});
        longest = std::max(longest, lengths.max().item<double>());
    }
    return longest;
}

at::Tensor multiply(Team& team, const Matrix& weight, const at::Tensor& rows, const at::Tensor& bias) {
    const auto given = rows.contiguous();
    auto out = at::empty({given.size(0), weight.outputs}, at::kFloat);
    if (given.size(0) <= mostKernelRows) {
        multiplyFew(team, weight, given, bias, out);
        return out;
    }
    static const bool inBf16 = CpuFeatures::detect().avx512Bf16;
    if (weight.format == MatrixFormat::Float32)
        at::mm_out(out, given, weight.values.t());
    else if (weight.format == MatrixFormat::Bfloat16 && inBf16)
        out.copy_(at::linear(given.to(at::kBFloat16), weight.values));
    else
        multiplyMany(weight, given, out, inBf16);
    return bias.defined() ? out.add_(bias) : out;
}

}  // namespace engine
