#pragma once

#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <vector>

#include "engine/model/kv_cache.h"
#include "engine/session/image_key.h"

namespace engine {

/// Tokens that were read, told apart from all others: ids, and which picture lies where.
struct ReadTokens {
    struct Picture {
        std::int64_t start = 0;
        std::int64_t tokens = 0;
        ImageKey key;
    };
    std::string caller;
    std::vector<int> ids;
    std::vector<Picture> pictures;  ///< in order
};

/// How many first tokens are the same ones; 0 for different callers.
std::int64_t commonPrefix(const ReadTokens& a, const ReadTokens& b);

/// Keys and values of ended conversations, for the next turn and for requests that begin alike. Bounded: the
/// least recently used go. One thread.
class PrefixCache {
 public:
    struct Hit {
        const KvCache* cache = nullptr;  ///< valid until the next add()
        std::int64_t tokens = 0;
    };

    explicit PrefixCache(std::int64_t mostBytes) : m_mostBytes(mostBytes) {}

    /// The longest prefix that is there.
    Hit find(const ReadTokens& wanted);

    /// `cache` holds what `tokens` names. What is a prefix of it goes.
    void add(ReadTokens tokens, KvCache cache);

    std::int64_t bytes() const { return m_bytes; }

 private:
    struct Entry {
        ReadTokens tokens;
        KvCache cache;
    };
    void drop(std::list<Entry>::iterator entry);

    std::list<Entry> m_entries;  // the most recently used first
    std::int64_t m_mostBytes;
    std::int64_t m_bytes = 0;
};

}  // namespace engine
