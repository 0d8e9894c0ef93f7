#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace engine {

/// Guesses the next tokens from where the last ones stood before: answers often repeat the question, a code,
/// or themselves. Knows how often its guesses were right, whether they were used or not.
class PromptLookup {
 public:
    explicit PromptLookup(const std::vector<int>& tokens);

    /// The next token of the text; the guess that stood is judged by it.
    void add(int id);

    /// Up to `most` tokens that may come next; empty when the last ones are new.
    std::vector<int> guess(int most) const;

    /// The share of right guesses lately, 0 to 1.
    double hitRate() const { return m_hitRate; }

 private:
    static constexpr std::size_t longest = 4;  // tokens that must have stood together before
    static constexpr std::size_t shortest = 2;

    void note();
    std::uint64_t lastTokens(std::size_t count) const;

    std::vector<int> m_tokens;
    /// By number of tokens: their hash -> where the text went on.
    std::array<std::unordered_map<std::uint64_t, std::size_t>, longest + 1> m_seen;
    std::size_t m_next = 0;  // where the guess begins; 0: there is none
    double m_hitRate = 0.3;
};

}  // namespace engine
