#include "engine/sampling/stop_rules.h"

#include <algorithm>
#include <utility>

namespace engine {

StopRules::StopRules(std::vector<int> eosIds, int maxTokens)
    : m_eosIds(std::move(eosIds)), m_maxTokens(maxTokens) {
    std::sort(m_eosIds.begin(), m_eosIds.end());
}

bool StopRules::isEnd(int id) const {
    return std::binary_search(m_eosIds.begin(), m_eosIds.end(), id);
}

std::optional<FinishReason> StopRules::after(int id, int newTokens) const {
    if (isEnd(id)) return FinishReason::Stop;
    if (newTokens >= m_maxTokens) return FinishReason::Length;
    return std::nullopt;
}

}  // namespace engine
