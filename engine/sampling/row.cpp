#include "engine/sampling/row.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace engine {
namespace {

constexpr std::size_t kLanes = 16;
constexpr std::size_t kBlock = 2048;
constexpr int kMostHeap = 512;  // a longer list is not kept in a heap

using Lanes = std::array<float, kLanes>;

/// Calls `lane` with the lane and the value of each logit, lanes side by side.
template <class Each>
inline void inLanes(std::span<const float> part, const Each& each) {
    const float* const data = part.data();
    std::size_t at = 0;
    for (; at + kLanes <= part.size(); at += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            each(lane, data[at + lane]);
    }
    for (std::size_t lane = 0; at < part.size(); ++at, ++lane)
        each(lane, data[at]);
}

template <bool keep>
double weighBlocks(std::span<const float> row, float highest, double temperature, std::span<float> weights) {
    const auto scale = static_cast<float>(1 / temperature);
    double total = 0;
    for (std::size_t begin = 0; begin < row.size(); begin += kBlock) {
        const auto part = row.subspan(begin, std::min(kBlock, row.size() - begin));
        Lanes sums{};
        std::size_t at = 0;
        const float* const data = part.data();
        for (; at + kLanes <= part.size(); at += kLanes) {
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                const float weight = expOf((data[at + lane] - highest) * scale);
                if constexpr (keep) weights[begin + at + lane] = weight;
                sums[lane] += weight;
            }
        }
        for (std::size_t lane = 0; at < part.size(); ++at, ++lane) {
            const float weight = expOf((data[at] - highest) * scale);
            if constexpr (keep) weights[begin + at] = weight;
            sums[lane] += weight;
        }
        for (const float sum : sums)
            total += static_cast<double>(sum);
    }
    return total;
}

}  // namespace

Highest highestOf(std::span<const float> row) {
    Highest out{0, -std::numeric_limits<float>::infinity(), true};
    std::size_t best = 0;
    Lanes nothing{};  // x * 0 is 0 for a number, and NaN for what is none
    for (std::size_t begin = 0; begin < row.size(); begin += kBlock) {
        const auto part = row.subspan(begin, std::min(kBlock, row.size() - begin));
        Lanes highest;
        highest.fill(-std::numeric_limits<float>::infinity());
        inLanes(part, [&](std::size_t lane, float x) {
            highest[lane] = x > highest[lane] ? x : highest[lane];
            nothing[lane] += x * 0.0F;
        });
        const float most = *std::max_element(highest.begin(), highest.end());
        if (most > out.value) {
            out.value = most;
            best = begin;
        }
    }
    out.finite = std::none_of(nothing.begin(), nothing.end(), [](float x) { return std::isnan(x); });
    const auto found = std::find(row.begin() + static_cast<std::ptrdiff_t>(best), row.end(), out.value);
    out.id = found == row.end() ? 0 : static_cast<int>(found - row.begin());
    return out;
}

float kthHighest(std::span<const float> row, int k) {
    if (k > kMostHeap) {
        std::vector<float> copy(row.begin(), row.end());
        std::nth_element(copy.begin(), copy.begin() + (k - 1), copy.end(), std::greater<>());
        return copy[static_cast<std::size_t>(k - 1)];
    }
    // The k highest so far, the least of them on top.
    std::vector<float> heap(row.begin(), row.begin() + k);
    std::make_heap(heap.begin(), heap.end(), std::greater<>());
    float least = heap.front();
    for (const float x : row.subspan(static_cast<std::size_t>(k))) {
        if (x <= least) continue;
        std::pop_heap(heap.begin(), heap.end(), std::greater<>());
        heap.back() = x;
        std::push_heap(heap.begin(), heap.end(), std::greater<>());
        least = heap.front();
    }
    return least;
}

void collect(std::span<const float> row, float least, std::vector<int>& ids) {
    ids.clear();
    for (std::size_t at = 0; at < row.size(); ++at) {
        if (row[at] >= least) ids.push_back(static_cast<int>(at));
    }
}

// 2^n times a polynomial for 2^f, f in [-1/2, 1/2]: no branch, no table, no library.
float expOf(float x) {
    const float exponent = std::max(-150.0F, x * 1.44269504F);      // -150 for NaN, too
    const auto whole = static_cast<std::int32_t>(exponent - 0.5F);  // rounds, since it is not positive
    const float f = (exponent - static_cast<float>(whole)) * 0.693147181F;
    float power = 1.0F / 720;
    power = power * f + 1.0F / 120;
    power = power * f + 1.0F / 24;
    power = power * f + 1.0F / 6;
    power = power * f + 0.5F;
    power = power * f + 1.0F;
    power = power * f + 1.0F;
    const auto bits = std::bit_cast<std::int32_t>(power) + std::max(whole, -126) * (1 << 23);
    return exponent < -124.0F ? 0.0F : std::bit_cast<float>(bits);
}

double sumOfWeights(std::span<const float> row, float highest, double temperature) {
    return weighBlocks<false>(row, highest, temperature, {});
}

double weigh(std::span<const float> row, float highest, double temperature, std::span<float> weights) {
    return weighBlocks<true>(row, highest, temperature, weights);
}

void sortByLogit(std::span<const float> row, std::vector<int>& ids, std::size_t begin, std::size_t end) {
    const auto higher = [row](int a, int b) {
        const float left = row[static_cast<std::size_t>(a)];
        const float right = row[static_cast<std::size_t>(b)];
        return left != right ? left > right : a < b;
    };
    const auto first = ids.begin() + static_cast<std::ptrdiff_t>(begin);
    std::partial_sort(first, ids.begin() + static_cast<std::ptrdiff_t>(end), ids.end(), higher);
}

}  // namespace engine
