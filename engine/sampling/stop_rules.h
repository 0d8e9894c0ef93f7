#pragma once

#include <optional>
#include <vector>

#include "engine/event.h"

namespace engine {

/// When a reply ends by itself.
class StopRules {
 public:
    StopRules(std::vector<int> eosIds, int maxTokens);

    bool isEnd(int id) const;
    /// Asked after each new token; `newTokens` counts it. An end token ends the reply with Stop and is not
    /// shown.
    std::optional<FinishReason> after(int id, int newTokens) const;

 private:
    std::vector<int> m_eosIds;  // sorted
    int m_maxTokens;
};

}  // namespace engine
