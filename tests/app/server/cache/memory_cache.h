#pragma once

#include <atomic>
#include <map>
#include <mutex>

#include "app/server/cache/response_cache.h"

namespace test {

/// A cache in memory, as quick as can be; counts how often it is asked. Any thread.
class MemoryCache final : public app::ResponseCache {
 public:
    std::optional<app::CachedAnswer> find(const app::CacheKey& key) override {
        const std::lock_guard guard(m_mutex);
        ++asked;
        const auto found = m_answers.find(key);
        return found == m_answers.end() ? std::nullopt : std::optional(found->second);
    }
    void store(const app::CacheKey& key, const app::CachedAnswer& answer) override {
        const std::lock_guard guard(m_mutex);
        m_answers[key] = answer;
    }
    app::CacheCounts counts() const override { return {}; }
    std::size_t size() const {
        const std::lock_guard guard(m_mutex);
        return m_answers.size();
    }

    std::atomic<int> asked = 0;

 private:
    mutable std::mutex m_mutex;
    std::map<app::CacheKey, app::CachedAnswer> m_answers;
};

}  // namespace test
