#pragma once

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
};

/// Bytes with a MAC over the key and themselves, for a store that is not trusted.
std::string sealedAnswer(const CachedAnswer& answer, const CacheKey& key, std::string_view secret);

/// Empty when the MAC is not this secret's for this key, or the bytes are no answer.
std::optional<CachedAnswer> openedAnswer(std::string_view bytes, const CacheKey& key,
                                         std::string_view secret);

}  // namespace app
