#include "engine/device/half_product.h"

#include <algorithm>

namespace engine {

HalfRows halfRows(const at::Tensor& rows, double length) {
    constexpr double most = 32768;   // half of what fits, for rounding
    constexpr double least = 1e-30;  // a row of zeros has no length
    constexpr double largestPower = 100;
    // A row's own numbers must fit too, so that a short weight doesn't lift them out of range.
    const auto reach = at::linalg_vector_norm(rows, 2, {1}, true).mul_(std::max(length, 1.0));
    const auto powers = reach.clamp_min(least).reciprocal_().mul_(most).log2_().floor_();
    auto factors = at::exp2(powers.clamp_max_(largestPower));  // [rows, 1]
    return {rows.mul(factors).to(at::kHalf), factors};
}

}  // namespace engine
