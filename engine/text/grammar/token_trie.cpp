#include "engine/text/grammar/token_trie.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/text/tokenizer.h"

namespace engine::grammar {
namespace {

constexpr std::size_t kLongest = 1024;  // longer tokens are never chosen by a grammar

}  // namespace

TokenTrie::TokenTrie(const Tokenizer& tokenizer) {
    std::vector<std::pair<std::string_view, int>> tokens;
    for (int id = 0; id < static_cast<int>(tokenizer.size()); ++id) {
        const auto bytes = tokenizer.bytesOf(id);
        if (!bytes.empty() && bytes.size() <= kLongest && !tokenizer.isAdded(id))
            tokens.emplace_back(bytes, id);
    }
    std::sort(tokens.begin(), tokens.end());
    std::vector<std::size_t> open;  // nodes from the root down to the last one
    std::string_view last;
    for (const auto& [bytes, id] : tokens) {
        const auto common = static_cast<std::size_t>(
            std::mismatch(last.begin(), last.end(), bytes.begin(), bytes.end()).first - last.begin());
        for (; open.size() > common; open.pop_back())
            m_nodes[open.back()].end = static_cast<std::uint32_t>(m_nodes.size());
        for (std::size_t at = common; at < bytes.size(); ++at) {
            open.push_back(m_nodes.size());
            m_nodes.push_back({static_cast<std::uint8_t>(bytes[at]), static_cast<std::uint16_t>(at + 1), 0,
                               static_cast<std::uint32_t>(m_tokens.size())});
        }
        m_tokens.push_back(id);
        m_deepest = std::max(m_deepest, static_cast<int>(bytes.size()));
        last = bytes;
    }
    for (const std::size_t node : open)
        m_nodes[node].end = static_cast<std::uint32_t>(m_nodes.size());
    m_nodes.push_back({0, 0, 0, static_cast<std::uint32_t>(m_tokens.size())});
}

}  // namespace engine::grammar
