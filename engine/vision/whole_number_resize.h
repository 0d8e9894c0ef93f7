#pragma once

#include <cstdint>

#include <ATen/ATen.h>

namespace engine {

/// Bicubic with antialias as libtorch's processor kernel resizes uint8 pictures, to the bit: weights are
/// whole numbers, and columns are rounded before rows are mixed. Tensor operations on any device, since
/// libtorch's own for cards takes no uint8. uint8 [1, channels, height, width] -> the same of the new size.
at::Tensor resizedByWholeNumbers(const at::Tensor& pixels, std::int64_t height, std::int64_t width);

}  // namespace engine
