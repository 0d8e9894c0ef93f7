#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/server/audit/audit_log.h"
#include "app/server/auth/jwt_verifier.h"
#include "app/server/cache/answer_desk.h"
#include "app/server/json/strict_json.h"
#include "app/server/limits/rate_limiter.h"
#include "app/server/scan/clamd_scan.h"
#include "app/upstream/upstream_options.h"

namespace app::server {

/// Every limit of the port; README.md has them in a table. The defaults are what an operator gets without a
/// configuration file.
struct Limits {
    std::size_t headerBytes = std::size_t{16} * 1024;
    std::size_t chatBodyBytes =
        std::size_t{32} * 1024 * 1024;  ///< of chat completions and responses, which carry pictures
    std::size_t bodyBytes = std::size_t{1024} * 1024;  ///< of every other route
    std::size_t bodiesInMemory =
        std::size_t{256} * 1024 * 1024;  ///< all requests together; one too many waits outside
    JsonLimits json;
    int messages = 512;
    int textBytes = 4 * 1024 * 1024;  ///< of all messages together
    int pictures = 16;
    std::int64_t pixels = 40'000'000;      ///< of one picture, by its header
    std::int64_t allPixels = 120'000'000;  ///< of one request's pictures together
    int choices = 4;
    int answerTokens = 32'768;
    int defaultAnswerTokens = 2048;  ///< when the request names no limit
    int tools = 64;
    std::size_t schemaBytes = std::size_t{64} * 1024;
    int lowDetailTokens = 256;
    int autoDetailTokens = 2560;  ///< about two megapixels
    int connections = 256;
    int running = 32;  ///< answers computed at the same time
    int queued = 96;   ///< answers that wait; one more is refused
    std::size_t unsentBytes =
        std::size_t{4} * 1024 * 1024;  ///< written by the model and not yet read by the client
};

struct Timeouts {
    std::chrono::milliseconds header{10'000};  ///< from a request's first byte to its last header
    std::chrono::milliseconds body{120'000};   ///< the whole body
    std::chrono::milliseconds idle{60'000};    ///< between two requests of a connection
    std::chrono::milliseconds pause{20'000};   ///< no byte of a body that has begun
    std::chrono::milliseconds write{30'000};   ///< a client that takes nothing of an answer
    std::chrono::milliseconds ping{10'000};    ///< a comment in a stream that waits
    /// Between two writes of one stream, where the model is quicker; first words and ends don't wait for it.
    std::chrono::milliseconds gather{10};
    std::chrono::milliseconds drain{20'000};  ///< running answers at shutdown
};

/// Other servers in the place of this machine's model.
struct UpstreamPlace {
    UpstreamOptions servers;
    bool keepsPictures = false;  ///< requests with pictures are answered by this machine's model
};

struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0: a free one
    int socket = -1;  ///< listens on host and port already (handed_socket) and is taken over; -1: none
    /// Names under which the server may be called, besides localhost, 127.0.0.1, [::1] and `host`.
    std::vector<std::string> allowedHosts;
    /// Pages of other origins that may use the API, such as "https://help.example.com".
    std::vector<std::string> allowedOrigins;
    /// Proxies whose X-Forwarded-For is believed.
    std::vector<std::string> trustedProxies;
    Limits limits;
    Timeouts timeouts;

    std::filesystem::path keysFile;  ///< API keys; empty: none are configured
    std::optional<JwtSettings> jwt;
    /// Empty: RateSettings' own where keys are configured, and none for this machine's own programs.
    std::optional<RateSettings> rates;

    AnswerDeskSettings cache;         ///< its secret comes from cacheSecretFile
    std::filesystem::path cacheFile;  ///< SQLite; empty: none, unless redisUrl is set
    std::int64_t cacheBytes = std::int64_t{256} * 1024 * 1024;
    std::chrono::seconds cacheLifetime{3600};
    std::filesystem::path cacheSecretFile;  ///< shared by servers that share a Redis; empty: beside cacheFile
    std::string redisUrl;                   ///< in the place of SQLite

    std::filesystem::path auditFile;  ///< empty: no audit log
    AuditSettings audit;              ///< its file is the one above
    bool auditText = false;
    bool auditPictures = false;

    std::optional<ClamdSettings> clamd;
    std::optional<UpstreamPlace> upstream;
};

/// Defaults with cache and audit log in `server/` of the data folder.
ServerOptions optionsIn(const std::filesystem::path& dataFolder);

/// True for 127.0.0.0/8, ::1 and localhost.
bool isLoopback(const std::string& host);

}  // namespace app::server
