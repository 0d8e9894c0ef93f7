#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/text/grammar/automaton.h"
#include "engine/text/grammar/token_trie.h"

namespace engine {
class Tokenizer;
}

namespace engine::grammar {

/// A grammar over tokens: where the answer stands, and which tokens may come next.
class TokenMask {
 public:
    /// `tokenizer` must outlive it; `endIds` may come when the answer is complete.
    TokenMask(const Tokenizer& tokenizer, std::shared_ptr<const Grammar> grammar, std::vector<int> endIds);

    bool allows(int id);
    /// Bit n of the words: token n. As long as the vocabulary; valid until the next call.
    std::span<const std::uint64_t> bits();
    /// The token came; it must be an allowed one that doesn't end the answer.
    void advance(int id);
    /// Nothing but the end can follow.
    bool isFinal() const { return m_automaton.isFinal(m_state); }
    void restart();

 private:
    using Bits = std::vector<std::uint64_t>;
    Automaton::State after(int id);
    Bits work();

    const Tokenizer* m_tokenizer;
    const TokenTrie* m_trie;
    Automaton m_automaton;
    std::vector<int> m_endIds;
    std::array<std::optional<int>, SymbolCount - 256> m_marks;  // ids of the tool notation
    Automaton::State m_state;
    std::unordered_map<Automaton::State, Bits> m_known;
};

}  // namespace engine::grammar
