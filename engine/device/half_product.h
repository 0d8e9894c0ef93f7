#pragma once

#include <ATen/ATen.h>

namespace engine {

/// Rows in half precision, each times a power of two that keeps it in range.
struct HalfRows {
    at::Tensor values;   ///< float16 [rows, inputs]
    at::Tensor factors;  ///< float32 [rows, 1]: what each row was multiplied with
};

/// `length`: the largest length of a weight's outputs. A product is at most a row's length times that, so
/// that after scaling neither a sum nor a part of one passes half precision's largest number, whatever the
/// rows hold. A row that isn't finite becomes NaN.
HalfRows halfRows(const at::Tensor& rows, double length);

}  // namespace engine
