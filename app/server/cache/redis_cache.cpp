#include "app/server/cache/redis_cache.h"

#include <spdlog/spdlog.h>

#include "app/server/cache/redis_connection.h"

namespace app {

RedisCache::RedisCache(RedisCacheSettings settings, Clock clock)
    : m_settings(std::move(settings)),
      m_address(std::make_unique<RedisAddress>(redisAddressOf(m_settings.url))),
      m_clock(std::move(clock)) {}

RedisCache::~RedisCache() = default;

std::string RedisCache::nameOf(const CacheKey& key) const {
    return m_settings.prefix + hexOf(key);
}

/// Does the work on a connection that is made when it is needed; whatever goes wrong is counted and passed
/// by.
template <class Work>
void RedisCache::ask(const Work& work) {
    if (isPaused()) return;
    const auto deadline = std::chrono::steady_clock::now() + m_settings.timeout;
    try {
        const std::unique_lock lock(m_connectionMutex, deadline);
        if (!lock) return;  // others are waiting for it already
        // The others may have found out meanwhile that it is down.
        if (isPaused()) return;
        try {
            if (!m_connection) m_connection = std::make_unique<RedisConnection>(*m_address, deadline);
            work(*m_connection, deadline);
        } catch (...) {
            m_connection.reset();
            throw;
        }
        const std::lock_guard guard(m_stateMutex);
        m_failuresInARow = 0;
    } catch (const std::exception& error) {
        const std::lock_guard guard(m_stateMutex);
        ++m_counts.failures;
        if (++m_failuresInARow < m_settings.failures) return;
        // After the pause one question alone tries again: the count stays where it is.
        m_pausedUntil = m_clock() + m_settings.pause;
        spdlog::warn("Redis is left alone for {} ms: {}", m_settings.pause.count(), error.what());
    }
}

std::optional<CachedAnswer> RedisCache::find(const CacheKey& key) {
    std::optional<std::string> value;
    ask([&](RedisConnection& redis, RedisConnection::Deadline deadline) {
        value = redis.get(nameOf(key), m_settings.maxValueBytes, deadline);
    });
    std::optional<CachedAnswer> answer;
    if (value) answer = openedAnswer(*value, key, m_settings.secret);
    const std::lock_guard guard(m_stateMutex);
    ++(answer ? m_counts.hits : m_counts.misses);
    if (value && !answer) ++m_counts.failures;  // somebody else wrote it
    return answer;
}

void RedisCache::store(const CacheKey& key, const CachedAnswer& answer) {
    const std::string value = sealedAnswer(answer, key, m_settings.secret);
    if (value.size() > m_settings.maxValueBytes) return;
    ask([&](RedisConnection& redis, RedisConnection::Deadline deadline) {
        redis.set(nameOf(key), value, m_settings.lifetime, deadline);
        const std::lock_guard guard(m_stateMutex);
        ++m_counts.stored;
    });
}

CacheCounts RedisCache::counts() const {
    const std::lock_guard guard(m_stateMutex);
    return m_counts;
}

bool RedisCache::isPaused() const {
    const std::lock_guard guard(m_stateMutex);
    return m_clock() < m_pausedUntil;
}

}  // namespace app
