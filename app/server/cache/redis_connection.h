#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

struct redisContext;

namespace app {

/// Where a Redis is and as whom to ask.
struct RedisAddress {
    std::string host;
    int port = 6379;
    std::string socket;  ///< of a Unix domain; host is empty then
    std::string user;
    std::string password;
    int database = 0;
};

/// Throws RedisUrlError.
RedisAddress redisAddressOf(const std::string& url);

/// It is down, too slow, refuses or talks nonsense; the connection is of no further use.
class RedisFailure final : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// One connection to a Redis. Every call ends by its deadline, however the other side behaves: hiredis does
/// the protocol on a socket that never blocks. One thread at a time.
class RedisConnection final {
 public:
    using Deadline = std::chrono::steady_clock::time_point;

    /// Connects and authenticates. Throws RedisFailure.
    RedisConnection(const RedisAddress& address, Deadline deadline);
    ~RedisConnection();

    /// Empty when there is no such key. Throws RedisFailure.
    std::optional<std::string> get(const std::string& key, std::size_t mostBytes, Deadline deadline);
    void set(const std::string& key, const std::string& value, std::chrono::seconds lifetime,
             Deadline deadline);

 private:
    struct Reply;

    Reply ask(const std::vector<std::string>& words, Deadline deadline);
    void expectOk(const std::vector<std::string>& words, Deadline deadline);
    void send(std::string_view bytes, Deadline deadline) const;
    void wait(short events, Deadline deadline) const;

    struct Free {
        void operator()(redisContext* context) const;
    };
    std::unique_ptr<redisContext, Free> m_context;
};

}  // namespace app
