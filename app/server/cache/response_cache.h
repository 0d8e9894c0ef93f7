#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

#include "app/server/cache/cached_answer.h"

namespace app {

/// Seconds and finer since 1970; tests give their own.
using WallClock = std::function<std::chrono::system_clock::time_point()>;

/// Counts since the start.
struct CacheCounts {
    std::int64_t hits = 0;
    std::int64_t misses = 0;
    std::int64_t stored = 0;
    std::int64_t evicted = 0;   ///< to stay below the size
    std::int64_t failures = 0;  ///< damaged, unreachable, slow or nonsense: passed by
};

/// Keeps whole answers. Nothing here throws or fails a request: a store that is down or damaged is passed by.
/// From any thread; find and store may wait for a disk or, up to its time limit, a network.
class ResponseCache {
 public:
    ResponseCache() = default;
    ResponseCache(const ResponseCache&) = delete;
    ResponseCache& operator=(const ResponseCache&) = delete;
    virtual ~ResponseCache() = default;

    virtual std::optional<CachedAnswer> find(const CacheKey& key) = 0;
    virtual void store(const CacheKey& key, const CachedAnswer& answer) = 0;
    virtual CacheCounts counts() const = 0;
};

}  // namespace app
