#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace app {

struct AuditPicture {
    std::string hash;  ///< SHA-256 of the decoded pixels and size, lower-case hex
    int width = 0;
    int height = 0;
    std::int64_t bytes = 0;  ///< as it arrived
    std::string content{};   ///< the re-encoded PNG; written only when pictures are switched on
};

/// One request. Texts may hold anything, also control characters and bytes that are no UTF-8.
struct AuditRecord {
    std::chrono::system_clock::time_point time = std::chrono::system_clock::now();
    std::string request;  ///< the id that the reply's header carries
    std::string caller;   ///< Caller::id; empty when it was refused before it was known
    std::string address;
    std::string method;
    std::string route;  ///< the path without its query
    int status = 0;
    std::string outcome;  ///< stop, length, tool_calls, cancelled, refused: …, failed: …
    std::string model{};
    std::string cache{};  ///< hit, miss, joined, off
    std::int64_t requestBytes = 0;
    std::int64_t replyBytes = 0;
    std::vector<AuditPicture> pictures{};
    int promptTokens = 0;
    int imageTokens = 0;
    int cachedTokens = 0;
    int newTokens = 0;
    double queueSeconds = 0;  ///< until a thread of the models was free
    double firstTokenSeconds = 0;
    double modelSeconds = 0;  ///< the engine's own; 0 when the answer was kept or shared
    double totalSeconds = 0;
    std::string question{};  ///< written only when texts are switched on
    std::string answer{};    ///< the same
};

}  // namespace app
