#pragma once

#include <string>
#include <string_view>

#include "app/server/cache/cached_answer.h"
#include "engine/request.h"

namespace app {

/// What an answer depends on besides the request.
struct AnswerOrigin {
    std::string model;         ///< ModelInfo::name, or better a hash of the checkpoint
    std::string weights;       ///< ModelInfo::weights
    std::string templateHash;  ///< of chat_template.jinja
};

/// HMAC-SHA-256 by the server's secret over the origin and every field of the request: caller, sampling, all
/// messages with role, order, tools and format, and of each picture the size and SHA-256 of its pixels. Only
/// priority is left out, which changes when and not what. Reads each picture's pixels once.
CacheKey cacheKeyOf(const engine::Request& request, const AnswerOrigin& origin, std::string_view secret);

/// Asked again it gives the same: temperature 0 or a seed, named by the request itself.
bool isDeterministic(const engine::Request& request);

/// Ended by itself: not cut, cancelled or going in circles.
bool isComplete(const engine::Finished& finished);

}  // namespace app
