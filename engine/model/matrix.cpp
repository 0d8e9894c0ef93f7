#include "engine/model/matrix.h"

#include <algorithm>
#include <utility>

#include <ATen/Parallel.h>

#include "engine/kernels/kernels.h"
#include "engine/kernels/quantise.h"

namespace engine {

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

}  // namespace engine
