#include "engine/sampling/sampler.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/error.h"

namespace engine {
namespace {

constexpr std::size_t kFirstChunk = 64;  // enough for most distributions at usual settings

}  // namespace

Sampler::Sampler(const ResolvedSampling& sampling) : m_sampling(sampling), m_generator(sampling.seed) {}

int Sampler::next(std::span<float> logits, std::span<const int> tokensSoFar) {
    penalise(logits, tokensSoFar);
    if (m_sampling.temperature == 0) {
        return static_cast<int>(std::max_element(logits.begin(), logits.end()) -
                                logits.begin());  // the first one
    }
    select(logits);
    double left = uniform() * std::accumulate(m_weights.begin(), m_weights.end(), 0.0);
    for (std::size_t at = 0; at < m_kept.size(); ++at) {
        left -= m_weights[at];
        if (left < 0) return m_kept[at];
    }
    // Rounding used up the sum: the last one that has a chance at all.
    const auto last =
        std::find_if(m_weights.rbegin(), m_weights.rend(), [](double weight) { return weight > 0; });
    return m_kept[static_cast<std::size_t>(m_weights.rend() - last) - 1];
}

std::vector<std::pair<int, double>> Sampler::candidates(std::span<float> logits,
                                                        std::span<const int> tokensSoFar) {
    penalise(logits, tokensSoFar);
    if (m_sampling.temperature == 0) {
        const auto best = std::max_element(logits.begin(), logits.end()) - logits.begin();
        return {{static_cast<int>(best), 1.0}};
    }
    select(logits);
    const double total = std::accumulate(m_weights.begin(), m_weights.end(), 0.0);
    std::vector<std::pair<int, double>> out;
    for (std::size_t at = 0; at < m_kept.size(); ++at)
        out.emplace_back(m_kept[at], m_weights[at] / total);
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return out;
}

// transformers: RepetitionPenaltyLogitsProcessor; every token that was there counts once, image tokens too.
void Sampler::penalise(std::span<float> logits, std::span<const int> tokensSoFar) {
    if (logits.empty() ||
        !std::all_of(logits.begin(), logits.end(), [](float x) { return std::isfinite(x); }))
        throw EngineError(ErrorCode::BadNumbers, "", "logits");
    if (m_sampling.repetitionPenalty == 1) return;
    const auto penalty = static_cast<float>(m_sampling.repetitionPenalty);
    m_seen.assign(logits.size(), false);
    for (const int id : tokensSoFar) {
        if (id < 0) continue;
        const auto index = static_cast<std::size_t>(id);
        if (index >= logits.size() || m_seen[index]) continue;
        m_seen[index] = true;
        logits[index] = logits[index] < 0 ? logits[index] * penalty : logits[index] / penalty;
    }
}

// transformers: TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper, in this order.
void Sampler::select(std::span<const float> logits) {
    const auto higher = [logits](int a, int b) {
        const float left = logits[static_cast<std::size_t>(a)];
        const float right = logits[static_cast<std::size_t>(b)];
        return left != right ? left > right : a < b;  // transformers leaves the order of equal ones open
    };
    m_kept.resize(logits.size());
    std::iota(m_kept.begin(), m_kept.end(), 0);
    const auto topK = static_cast<std::size_t>(m_sampling.topK);
    if (topK > 0 && topK < m_kept.size()) {
        const auto border = m_kept.begin() + static_cast<std::ptrdiff_t>(topK) - 1;
        std::nth_element(m_kept.begin(), border, m_kept.end(), higher);
        const float least = logits[static_cast<std::size_t>(*border)];
        // Those that equal the k-th stay as well.
        const auto end = std::partition(border + 1, m_kept.end(), [logits, least](int id) {
            return logits[static_cast<std::size_t>(id)] == least;
        });
        m_kept.erase(end, m_kept.end());
    }

    const double highest = *std::max_element(logits.begin(), logits.end());
    const auto weightOf = [&](int id) {
        return std::exp((static_cast<double>(logits[static_cast<std::size_t>(id)]) - highest) /
                        m_sampling.temperature);
    };
    m_weights.clear();
    if (m_sampling.topP >= 1) {
        // Whatever order nth_element left must not decide what a seed draws.
        if (m_kept.size() < logits.size()) std::sort(m_kept.begin(), m_kept.end(), higher);
        for (const int id : m_kept)
            m_weights.push_back(weightOf(id));
        return;
    }
    double wanted = 0;
    for (const int id : m_kept)
        wanted += weightOf(id);
    wanted *= m_sampling.topP;

    // From the top: a token stays while those above it have not reached top_p. Sorted in growing chunks,
    // since a handful of 150,000 is the rule.
    double above = 0;
    std::size_t sorted = 0;
    std::size_t chunk = kFirstChunk;
    while (m_weights.size() < m_kept.size() && (m_weights.empty() || above < wanted)) {
        if (m_weights.size() == sorted) {
            const std::size_t end = std::min(m_kept.size(), sorted + chunk);
            std::partial_sort(m_kept.begin() + static_cast<std::ptrdiff_t>(sorted),
                              m_kept.begin() + static_cast<std::ptrdiff_t>(end), m_kept.end(), higher);
            sorted = end;
            chunk *= 8;
        }
        m_weights.push_back(weightOf(m_kept[m_weights.size()]));
        above += m_weights.back();
    }
    m_kept.resize(m_weights.size());
}

double Sampler::uniform() {
    return static_cast<double>(m_generator() >> 11U) * 0x1.0p-53;
}

}  // namespace engine
