#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace engine {
class Tokenizer;
}

namespace engine::grammar {

/// The vocabulary as a tree of bytes, laid out so that a walk reads it from front to back. Added tokens are
/// not in it. Const after it is made.
class TokenTrie {
 public:
    explicit TokenTrie(const Tokenizer& tokenizer);

    struct Node {
        std::uint8_t byte = 0;
        std::uint16_t depth = 0;       ///< 1: the first byte of a token
        std::uint32_t end = 0;         ///< one after the last node below it
        std::uint32_t firstToken = 0;  ///< of tokens(): those that end here, up to the next node's first
    };
    /// In the order of a walk; one more than there are, as an end.
    const std::vector<Node>& nodes() const { return m_nodes; }
    std::size_t size() const { return m_nodes.size() - 1; }
    std::span<const int> tokensAt(std::size_t node) const {
        const auto first = m_nodes[node].firstToken;
        return std::span(m_tokens).subspan(first, m_nodes[node + 1].firstToken - first);
    }
    int deepest() const { return m_deepest; }

 private:
    std::vector<Node> m_nodes;
    std::vector<int> m_tokens;
    int m_deepest = 0;
};

}  // namespace engine::grammar
