#include "engine/kernels/quantise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "engine/kernels/kernels.h"
#include "engine/kernels/numbers.h"

namespace engine {
namespace {

using Group = std::array<float, quantGroup>;

/// Adding and taking away 1.5 * 2^23 rounds a small number to the nearest even, and loops over it become
/// vectors.
float rounded(float value) {
    constexpr float large = 12582912.0F;
    return (value + large) - large;
}

float nearest(float value, float inverse) {
    return rounded(std::min(std::max(value * inverse, -8.0F), 7.0F));
}

float errorOf(const Group& group, float scale) {
    constexpr std::size_t lanes = 8;
    const float inverse = 1 / scale;
    std::array<float, lanes> sums{};
    for (std::size_t i = 0; i < group.size(); i += lanes) {
        for (std::size_t k = 0; k < lanes; ++k) {
            const float off = group[i + k] - scale * nearest(group[i + k], inverse);
            sums[k] += off * off;
        }
    }
    return std::accumulate(sums.begin(), sums.end(), 0.0F);
}

/// The half-precision scale for a group. The largest number sits at -8, 7 or a little beyond, where it is
/// cut; a negative scale puts a positive one at -8.
std::uint16_t scaleFor(const Group& group) {
    float largest = 0;  // with its sign
    for (const float value : group)
        if (std::abs(value) > std::abs(largest)) largest = value;
    if (largest == 0) return 0;
    std::uint16_t best = 0;
    float least = 0;
    for (const float level : {-8.0F, -8.6F, -9.4F, 7.0F}) {
        const auto half = toHalf(largest / level);
        const float scale = fromHalf(half);
        if (scale == 0) continue;
        const float error = errorOf(group, scale);
        if (best == 0 || error < least) {
            best = half;
            least = error;
        }
    }
    return best;
}

}  // namespace

float quantiseInt8(const float* weight, std::int64_t inputs, std::int8_t* values) {
    float largest = 0;
    for (std::int64_t i = 0; i < inputs; ++i)
        largest = std::max(largest, std::abs(weight[i]));
    constexpr float top = 127;
    const float inverse = largest > 0 ? top / largest : 0;
    for (std::int64_t i = 0; i < inputs; ++i)
        values[i] = static_cast<std::int8_t>(rounded(weight[i] * inverse));
    return largest / top;
}

void quantiseInt4(const float* weight, std::int64_t inputs, std::uint16_t* words, std::uint16_t* scales) {
    const auto padded = paddedInputs(inputs);
    std::fill_n(words, padded / 4, std::uint16_t{0});
    for (std::int64_t start = 0; start < padded; start += quantGroup) {
        Group group{};
        const auto count = std::clamp<std::int64_t>(inputs - start, 0, quantGroup);
        std::copy_n(weight + std::min(start, inputs), count, group.begin());
        const auto half = scaleFor(group);
        const float scale = fromHalf(half);
        const float inverse = scale != 0 ? 1 / scale : 0;
        scales[start / quantGroup] = half;
        for (std::int64_t i = 0; i < quantGroup; ++i) {
            const auto level =
                static_cast<unsigned>(nearest(group[static_cast<std::size_t>(i)], inverse) + 8);
            const auto inBlock = (start + i) % quantBlock;
            auto& word = words[(start + i) / quantBlock * (quantBlock / 4) + inBlock % 32];
            word = static_cast<std::uint16_t>(word | (level << (4 * (inBlock / 32))));
        }
    }
}

}  // namespace engine
