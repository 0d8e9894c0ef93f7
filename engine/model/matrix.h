#pragma once

#include <cstdint>

#include <ATen/ATen.h>

namespace engine {

/// How a weight matrix lies in memory. Int8: one float32 scale for each output. Int4: one half-precision
/// scale for each 64 inputs, padded to blocks of 128 (engine/kernels).
enum class MatrixFormat { Float32, Bfloat16, Int8, Int4 };

/// The weight of a linear layer, [outputs, inputs]. Const once made.
struct Matrix {
    MatrixFormat format = MatrixFormat::Float32;
    std::int64_t outputs = 0;
    std::int64_t inputs = 0;
    at::Tensor
        values;  ///< float32, bfloat16 or int8 [outputs, inputs]; int16 words [outputs, padded inputs / 4]
    at::Tensor scales;  ///< Int8: float32 [outputs]; Int4: float16 [outputs, padded inputs / 64]
    double length = 0;  ///< longestOutput(), where the arithmetic needs it
};

/// Bytes of values and scales.
std::int64_t bytesOf(MatrixFormat format, std::int64_t outputs, std::int64_t inputs);

/// Of a float32 or bfloat16 tensor, as it is.
Matrix denseMatrix(at::Tensor weight);

/// Of a float32, bfloat16 or float16 tensor [outputs, inputs]; `format` is Int8 or Int4. On all threads.
Matrix quantised(const at::Tensor& weight, MatrixFormat format);

/// Of outputs [begin, end) in float32 or a 16-bit type, on the weight's device, by tensor operations alone:
/// [end - begin, inputs].
at::Tensor widened(const Matrix& weight, std::int64_t begin, std::int64_t end, at::ScalarType type);

/// The largest Euclidean length of an output's weights: what bounds a product.
double longestOutput(const Matrix& weight);

}  // namespace engine
