#include "engine/session/prefix_cache.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace engine {

std::int64_t commonPrefix(const ReadTokens& a, const ReadTokens& b) {
    if (a.caller != b.caller) return 0;
    const auto end = std::mismatch(a.ids.begin(), a.ids.end(), b.ids.begin(), b.ids.end()).first;
    std::int64_t same = end - a.ids.begin();
    // Image tokens all have one id: the same pictures must lie at the same places.
    for (std::size_t i = 0; i < std::max(a.pictures.size(), b.pictures.size()); ++i) {
        const auto* left = i < a.pictures.size() ? &a.pictures[i] : nullptr;
        const auto* right = i < b.pictures.size() ? &b.pictures[i] : nullptr;
        const bool equal = left != nullptr && right != nullptr && left->start == right->start &&
                           left->tokens == right->tokens && left->key == right->key;
        if (equal) continue;
        for (const auto* picture : {left, right})
            if (picture != nullptr) same = std::min(same, picture->start);
        break;
    }
    return same;
}

PrefixCache::Hit PrefixCache::find(const ReadTokens& wanted) {
    Hit best;
    auto used = m_entries.end();
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        const auto tokens = std::min(commonPrefix(entry->tokens, wanted), entry->cache.tokens());
        if (tokens <= best.tokens) continue;
        best = {&entry->cache, tokens};
        used = entry;
    }
    if (used != m_entries.end()) m_entries.splice(m_entries.begin(), m_entries, used);
    return best;
}

void PrefixCache::add(ReadTokens tokens, KvCache cache) {
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        const auto next = std::next(entry);
        if (commonPrefix(entry->tokens, tokens) == static_cast<std::int64_t>(entry->tokens.ids.size()))
            drop(entry);
        entry = next;
    }
    if (cache.bytes() > m_mostBytes) return;
    m_bytes += cache.bytes();
    m_entries.push_front({std::move(tokens), std::move(cache)});
    while (m_bytes > m_mostBytes)
        drop(std::prev(m_entries.end()));
}

void PrefixCache::drop(std::list<Entry>::iterator entry) {
    m_bytes -= entry->cache.bytes();
    m_entries.erase(entry);
}

}  // namespace engine
