#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/server/crypto/digest.h"
#include "engine/event.h"

namespace app {

/// Names a question; nobody without the server's secret can make one.
using CacheKey = Digest;

/// A whole answer: replayed, it is the stream that was computed (Progress left out).
struct CachedAnswer {
    std::vector<engine::Event> events;
    engine::Finished finished;
    std::int64_t made = 0;  ///< milliseconds since 1970
};

/// Younger than `lifetime`, and not from a future that a clock that was set back would make of it.
bool isFresh(const CachedAnswer& answer, std::chrono::seconds lifetime,
             std::chrono::system_clock::time_point now = std::chrono::system_clock::now());

/// About what it takes of the memory.
std::size_t memoryOf(const CachedAnswer& answer);

/// Bytes with a MAC over the key and themselves, for a store that is not trusted.
std::string sealedAnswer(const CachedAnswer& answer, const CacheKey& key, std::string_view secret);

/// Empty when the MAC is not this secret's for this key, or the bytes are no answer.
std::optional<CachedAnswer> openedAnswer(std::string_view bytes, const CacheKey& key,
                                         std::string_view secret);

}  // namespace app
