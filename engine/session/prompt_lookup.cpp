#include "engine/session/prompt_lookup.h"

#include <algorithm>

namespace engine {

PromptLookup::PromptLookup(const std::vector<int>& tokens) {
    m_tokens.reserve(tokens.size() + 256);
    for (const int id : tokens) {
        m_tokens.push_back(id);
        note();
    }
}

void PromptLookup::add(int id) {
    if (m_next > 0) {
        constexpr double weight = 0.1;
        const double right = m_tokens[m_next] == id ? 1 : 0;
        m_hitRate += weight * (right - m_hitRate);
    }
    m_tokens.push_back(id);
    note();
}

/// Finds where the text goes on from its last tokens, then remembers these for later.
void PromptLookup::note() {
    m_next = 0;
    for (std::size_t count = longest; count >= shortest; --count) {
        if (m_tokens.size() < count) continue;
        auto& place = m_seen[count][lastTokens(count)];
        // A hash may lie: the tokens themselves decide.
        const bool same =
            place > 0 && std::equal(m_tokens.end() - static_cast<std::ptrdiff_t>(count), m_tokens.end(),
                                    m_tokens.begin() + static_cast<std::ptrdiff_t>(place - count));
        if (m_next == 0 && same) m_next = place;
        place = m_tokens.size();
    }
}

std::uint64_t PromptLookup::lastTokens(std::size_t count) const {
    std::uint64_t hash = 0;
    for (std::size_t i = m_tokens.size() - count; i < m_tokens.size(); ++i)
        hash = (hash ^ static_cast<std::uint64_t>(m_tokens[i])) * 0x9e3779b97f4a7c15U;
    return hash;
}

std::vector<int> PromptLookup::guess(int most) const {
    if (m_next == 0 || most <= 0) return {};
    const auto count = std::min(static_cast<std::size_t>(most), m_tokens.size() - m_next);
    const auto start = m_tokens.begin() + static_cast<std::ptrdiff_t>(m_next);
    return {start, start + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace engine
