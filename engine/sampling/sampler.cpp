#include "engine/sampling/sampler.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/error.h"
#include "engine/sampling/row.h"

namespace engine {
namespace {

constexpr std::size_t kFirstChunk = 64;  // enough for most distributions at usual settings
constexpr double kFirstDepth = 4;        // how far below the highest, in temperatures, the search begins
constexpr double kLastDepth = 86;        // below it the weight is 0
constexpr float kLowest = std::numeric_limits<float>::lowest();

}  // namespace

Sampler::Sampler(const ResolvedSampling& sampling, std::span<const int> promptIds)
    : m_sampling(sampling), m_penalties(sampling, promptIds), m_generator(sampling.seed) {}

int Sampler::next(std::span<float> logits, TokenFilter* filter) {
    Highest best = logits.empty() ? Highest{.finite = false} : highestOf(logits);
    if (!best.finite) throw EngineError(ErrorCode::BadNumbers, "", "logits");
    if (!m_penalties.areOff()) {
        m_penalties.apply(logits);
        best = highestOf(logits);
    }
    // The likeliest token is nearly always an allowed one, and then nothing else needs to be looked at.
    if (m_sampling.temperature == 0 && (filter == nullptr || filter->allows(best.id))) return best.id;
    if (filter != nullptr) {
        filter->apply(logits);
        best = highestOf(logits);
        if (m_sampling.temperature == 0) return best.id;
    }
    select(logits, best.value);
    return draw();
}

std::vector<std::pair<int, double>> Sampler::candidates(std::span<float> logits, TokenFilter* filter) {
    m_penalties.apply(logits);
    if (filter != nullptr) filter->apply(logits);
    const Highest best = highestOf(logits);
    if (m_sampling.temperature == 0) return {{best.id, 1.0}};
    select(logits, best.value);
    std::vector<std::pair<int, double>> out;
    for (std::size_t at = 0; at < m_weights.size(); ++at) {
        if (m_weights[at] > 0)
            out.emplace_back(m_all ? static_cast<int>(at) : m_kept[at],
                             static_cast<double>(m_weights[at]) / m_total);
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return out;
}

// transformers: TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper, MinPLogitsWarper, in this order.
void Sampler::select(std::span<const float> logits, float highest) {
    const auto topK = static_cast<std::size_t>(m_sampling.topK);
    const bool limited = topK > 0 && topK < logits.size();
    m_all = !limited && m_sampling.topP >= 1 && m_sampling.minP <= 0;
    if (m_all) {
        m_weights.resize(logits.size());
        m_total = weigh(logits, highest, m_sampling.temperature, m_weights);
        return;
    }
    if (limited) {
        collect(logits, kthHighest(logits, m_sampling.topK), m_kept);  // equals of the k-th stay as well
        weighKept(logits, highest);
        if (m_sampling.topP < 1) cutTopP(logits, highest, m_total * m_sampling.topP);
    } else {
        const double total = m_sampling.topP < 1 ? sumOfWeights(logits, highest, m_sampling.temperature) : 0;
        collectFromTop(logits, highest, total * m_sampling.topP);
        if (m_sampling.topP < 1) cutTopP(logits, highest, total * m_sampling.topP);
    }
    dropUnlikely();
}

/// From the highest downwards, until the weights reach `wanted` or nothing below counts any more.
void Sampler::collectFromTop(std::span<const float> logits, float highest, double wanted) {
    const double last = m_sampling.minP > 0 ? std::min(kLastDepth, -std::log(m_sampling.minP)) : kLastDepth;
    double depth = m_sampling.topP < 1 ? std::min(kFirstDepth, last) : last;
    for (;;) {
        const double border = static_cast<double>(highest) - depth * m_sampling.temperature;
        collect(logits, std::nextafter(static_cast<float>(border), kLowest), m_kept);
        weighKept(logits, highest);
        if (m_total >= wanted || depth >= last) return;
        depth = std::min(2 * depth, last);
    }
}

void Sampler::weighKept(std::span<const float> logits, float highest) {
    const auto scale = static_cast<float>(1 / m_sampling.temperature);
    m_weights.clear();
    m_total = 0;
    for (const int id : m_kept) {
        m_weights.push_back(expOf((logits[static_cast<std::size_t>(id)] - highest) * scale));
        m_total += static_cast<double>(m_weights.back());
    }
}

/// min_p is relative to the highest, as the weights are. What is forbidden has no weight.
void Sampler::dropUnlikely() {
    std::size_t kept = 0;
    m_total = 0;
    for (std::size_t at = 0; at < m_kept.size(); ++at) {
        const float weight = m_weights[at];
        if (weight <= 0 || static_cast<double>(weight) < m_sampling.minP) continue;
        m_kept[kept] = m_kept[at];
        m_weights[kept++] = weight;
        m_total += static_cast<double>(weight);
    }
    m_kept.resize(kept);
    m_weights.resize(kept);
}

/// A token stays while those above it have not reached `wanted`. Sorted in growing chunks, since a handful of
/// 150,000 is the rule.
void Sampler::cutTopP(std::span<const float> logits, float highest, double wanted) {
    const auto scale = static_cast<float>(1 / m_sampling.temperature);
    double above = 0;
    std::size_t sorted = 0;
    std::size_t chunk = kFirstChunk;
    m_weights.clear();
    while (m_weights.size() < m_kept.size() && (m_weights.empty() || above < wanted)) {
        if (m_weights.size() == sorted) {
            const std::size_t end = std::min(m_kept.size(), sorted + chunk);
            sortByLogit(logits, m_kept, sorted, end);
            sorted = end;
            chunk *= 8;
        }
        const auto id = static_cast<std::size_t>(m_kept[m_weights.size()]);
        m_weights.push_back(expOf((logits[id] - highest) * scale));
        above += static_cast<double>(m_weights.back());
    }
    m_kept.resize(m_weights.size());
}

int Sampler::draw() {
    double left = uniform() * m_total;
    std::size_t last = 0;
    for (std::size_t at = 0; at < m_weights.size(); ++at) {
        if (m_weights[at] <= 0) continue;
        last = at;
        left -= static_cast<double>(m_weights[at]);
        if (left < 0) break;
    }
    // When rounding used up the sum it is the last one that has a chance at all.
    return m_all ? static_cast<int>(last) : m_kept[last];
}

double Sampler::uniform() {
    return static_cast<double>(m_generator() >> 11U) * 0x1.0p-53;
}

}  // namespace engine
