#include "engine/sampling/penalties.h"

#include <algorithm>

namespace engine {

Penalties::Penalties(const ResolvedSampling& sampling, std::span<const int> promptIds)
    : m_repetition(sampling.repetitionPenalty),
      m_presence(sampling.presencePenalty),
      m_frequency(sampling.frequencyPenalty),
      m_bias(sampling.logitBias) {
    if (m_repetition == 1) return;
    std::vector<int> ids(promptIds.begin(), promptIds.end());
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const int id : ids)
        m_said.push_back({id, 0});
}

bool Penalties::areOff() const {
    return m_bias.empty() && m_repetition == 1 && m_presence == 0 && m_frequency == 0;
}

void Penalties::apply(std::span<float> logits) const {
    const auto inRow = [logits](int id) { return id >= 0 && static_cast<std::size_t>(id) < logits.size(); };
    for (const auto& [id, bias] : m_bias) {
        if (inRow(id)) logits[static_cast<std::size_t>(id)] += static_cast<float>(bias);
    }
    const auto repetition = static_cast<float>(m_repetition);
    for (const auto& [id, times] : m_said) {
        if (!inRow(id)) continue;
        float& logit = logits[static_cast<std::size_t>(id)];
        // transformers: RepetitionPenaltyLogitsProcessor; every token that was there counts once.
        if (m_repetition != 1) logit = logit < 0 ? logit * repetition : logit / repetition;
        if (times > 0) logit -= static_cast<float>(m_presence + m_frequency * times);
    }
}

void Penalties::note(int id) {
    if (m_repetition == 1 && m_presence == 0 && m_frequency == 0) return;
    const auto found = std::lower_bound(m_said.begin(), m_said.end(), id,
                                        [](const Said& said, int wanted) { return said.id < wanted; });
    if (found != m_said.end() && found->id == id) {
        ++found->times;
    } else {
        m_said.insert(found, {id, 1});
    }
}

}  // namespace engine
