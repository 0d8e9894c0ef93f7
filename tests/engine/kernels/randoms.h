#pragma once

#include <cstdint>
#include <random>
#include <vector>

/// Normally distributed numbers, the same for the same seed.
inline std::vector<float> randoms(std::int64_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> out(static_cast<std::size_t>(count));
    for (auto& value : out)
        value = normal(random);
    return out;
}
