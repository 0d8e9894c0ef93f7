#pragma once

#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/server/cache/response_cache.h"

namespace app {

class RedisConnection;
struct RedisAddress;

struct RedisCacheSettings {
    std::string url;  ///< redis://[[USER:]PASSWORD@]HOST[:PORT][/DATABASE] or unix:PATH
    std::string prefix = "glancedesk:";
    std::chrono::seconds lifetime{3600};
    std::chrono::milliseconds timeout{100};  ///< for one question to Redis, connecting included
    std::chrono::milliseconds pause{5000};   ///< after `failures` in a row Redis is left alone this long
    int failures = 3;
    std::size_t maxValueBytes = std::size_t{4} * 1024 * 1024;  ///< a larger answer is not kept
    std::string secret;                                        ///< of the values' MAC
};

/// One sentence in the user's language: the URL is malformed.
class RedisUrlError final : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// Answers in a Redis that several servers may share. Its own memory policy bounds the size; the lifetime is
/// Redis's expiry. Redis is not trusted: what it gives back counts only with our MAC.
class RedisCache final : public ResponseCache {
 public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    /// Does not connect yet: a Redis that comes later is found. Throws RedisUrlError.
    explicit RedisCache(RedisCacheSettings settings, Clock clock = &std::chrono::steady_clock::now);
    ~RedisCache() override;

    std::optional<CachedAnswer> find(const CacheKey& key) override;
    void store(const CacheKey& key, const CachedAnswer& answer) override;
    CacheCounts counts() const override;

    /// Redis failed several times and is left alone for now.
    bool isPaused() const;

 private:
    template <class Work>
    void ask(const Work& work);
    std::string nameOf(const CacheKey& key) const;

    const RedisCacheSettings m_settings;
    const std::unique_ptr<const RedisAddress> m_address;
    const Clock m_clock;
    mutable std::mutex m_stateMutex;  ///< counts and the breaker; never held while waiting
    std::timed_mutex m_connectionMutex;
    std::unique_ptr<RedisConnection> m_connection;
    CacheCounts m_counts;
    int m_failuresInARow = 0;
    std::chrono::steady_clock::time_point m_pausedUntil{};
};

}  // namespace app
