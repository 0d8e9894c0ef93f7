#include "engine/vision/whole_number_resize.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace engine {
namespace {

/// What each new pixel is mixed of: `taps` old ones from `first` on, with weights in units of 2^-precision.
struct Mixing {
    std::vector<std::int64_t> first;
    std::vector<std::int32_t> weights;  // [taps, size]
    std::int64_t taps = 0;
    int precision = 0;
};

/// Keys' cubic with a = -0.5, which antialiasing takes.
double cubic(double x) {
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
    return 0;
}

/// As many bits as 16-bit weights allow.
int precisionFor(double largest) {
    constexpr int most = 22;
    int precision = 0;
    while (precision < most && static_cast<int>(0.5 + largest * (1 << (precision + 1))) < (1 << 15))
        ++precision;
    return precision;
}

Mixing mixingOf(std::int64_t from, std::int64_t to) {
    const double scale = static_cast<double>(from) / static_cast<double>(to);
    const double spread = std::max(scale, 1.0);
    const double support = 2 * spread;
    Mixing mixing;
    mixing.taps = static_cast<std::int64_t>(std::ceil(support)) * 2 + 1;
    std::vector<double> exact(static_cast<std::size_t>(mixing.taps * to), 0.0);
    double largest = 0;
    for (std::int64_t i = 0; i < to; ++i) {
        const double centre = scale * (static_cast<double>(i) + 0.5);
        const auto begin = std::max<std::int64_t>(static_cast<std::int64_t>(centre - support + 0.5), 0);
        const auto end = std::min(static_cast<std::int64_t>(centre + support + 0.5), from);
        const auto count = std::clamp<std::int64_t>(end - begin, 0, mixing.taps);
        double sum = 0;
        const auto at = [&](std::int64_t tap) -> double& {
            return exact[static_cast<std::size_t>(tap * to + i)];
        };
        for (std::int64_t tap = 0; tap < count; ++tap)
            sum += at(tap) = cubic((static_cast<double>(tap + begin) - centre + 0.5) * (1 / spread));
        for (std::int64_t tap = 0; tap < count && sum != 0; ++tap)
            largest = std::max(largest, at(tap) /= sum);
        mixing.first.push_back(begin);
    }
    mixing.precision = precisionFor(largest);
    for (const double weight : exact)
        mixing.weights.push_back(
            static_cast<std::int32_t>((weight < 0 ? -0.5 : 0.5) + weight * (1 << mixing.precision)));
    return mixing;
}

/// uint8, along one dimension, counted from the last.
at::Tensor mixed(const at::Tensor& pixels, std::int64_t dimension, std::int64_t size) {
    const auto from = pixels.size(dimension);
    if (from == size) return pixels;
    const auto mixing = mixingOf(from, size);
    const auto device = pixels.device();
    const auto first = at::tensor(mixing.first, at::kLong).to(device);
    const auto weights = at::tensor(mixing.weights, at::kInt).view({mixing.taps, size}).to(device);
    auto shape = pixels.sizes().vec();
    shape[static_cast<std::size_t>(dimension + pixels.dim())] = size;
    auto sums = at::full(shape, mixing.precision > 0 ? 1 << (mixing.precision - 1) : 0,
                         at::TensorOptions(device).dtype(at::kInt));
    for (std::int64_t tap = 0; tap < mixing.taps; ++tap) {
        const auto taken = pixels.index_select(dimension, first.add(tap).clamp_max_(from - 1)).to(at::kInt);
        const auto own = weights.select(0, tap);
        sums.add_(taken.mul_(dimension == -1 ? own : own.unsqueeze(1)));
    }
    return sums.bitwise_right_shift_(mixing.precision).clamp_(0, 255).to(at::kByte);
}

}  // namespace

at::Tensor resizedByWholeNumbers(const at::Tensor& pixels, std::int64_t height, std::int64_t width) {
    return mixed(mixed(pixels, -1, width), -2, height);
}

}  // namespace engine
