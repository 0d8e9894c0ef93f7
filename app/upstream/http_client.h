#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace app {

enum class HttpEnd {
    Whole,
    Stopped,      ///< by the caller's token
    Unreachable,  ///< nothing was heard; reason says why
    Untrusted,    ///< the certificate; reason says why
    Silent,       ///< a time ran out; `seconds` says which
    Cut           ///< the connection ended too early
};

struct HttpReply {
    HttpEnd end = HttpEnd::Whole;
    int status = 0;      ///< 0: no head came
    std::string type;    ///< Content-Type, without its parameters
    std::string body;    ///< of other statuses, and where there is no onBody; at most 1 MiB
    int retryAfter = 0;  ///< seconds; 0: not said
    std::string reason;  ///< libcurl's words
    std::int64_t seconds = 0;
};

/// One request. Nothing of it is sent twice, unless it went into an old connection that turned out closed.
struct HttpCall {
    std::string url;
    std::string key;                    ///< as a Bearer token; empty: none
    const std::string* body = nullptr;  ///< JSON, sent by POST; null: GET. Lives as long as the call
    std::chrono::milliseconds connect{5'000};
    std::chrono::milliseconds firstByte{30'000};  ///< of the body: a head may come while the question waits
    std::chrono::milliseconds pause{30'000};
    /// Of status 200 alone, with status and type in `head`. False: enough is known; the call ends soon, as
    /// Whole.
    std::function<bool(const HttpReply& head, std::string_view piece)> onBody{};
};

/// Blocking HTTP over libcurl: certificates are checked, redirects are not followed, connections are used
/// again. Any thread, several at once; a stop closes the connection at once.
class HttpClient final {
 public:
    /// `authorities`: a PEM file, empty: the system's. `proxy` empty: as the environment says.
    explicit HttpClient(std::string authorities = {}, std::string proxy = {});
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    HttpReply run(const HttpCall& call, std::stop_token stop) const;

 private:
    class Transfer;
    std::unique_ptr<Transfer> take() const;
    void giveBack(std::unique_ptr<Transfer> transfer) const;

    const std::string m_authorities;
    const std::string m_proxy;
    mutable std::mutex m_mutex;
    mutable std::vector<std::unique_ptr<Transfer>> m_idle;  ///< each with its open connections
};

}  // namespace app
