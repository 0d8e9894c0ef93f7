#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/request.h"

namespace app::server {

/// A picture as it was sent; opened when the request is admitted.
struct PendingPicture {
    std::size_t message = 0;  ///< where it belongs in the request
    std::size_t part = 0;
    std::string bytes;
    std::string param;  ///< its name to the client
};

/// What a client wants computed, checked but for the pictures.
struct Call {
    engine::Request request;  ///< its ImageParts are empty until the pictures are opened
    std::vector<PendingPicture> pictures{};
    std::string model{};
    std::string user{};  ///< the client's own user: what is reused for one is never reused for another
    int choices = 1;
    bool stream = false;
    bool includeUsage = false;
    bool oneToolCall = false;  ///< parallel_tool_calls is false: a second one is left out
};

}  // namespace app::server
