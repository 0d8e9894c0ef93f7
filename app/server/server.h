#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "app/server/model/model_source.h"
#include "app/server/server_options.h"
#include "app/server/start_error.h"

namespace app::server {

/// The local port. It lives on a thread of its own; made and destroyed on any other.
class Server final {
 public:
    /// Listens when it returns. Throws StartError: a foreign address without keys, an address that is taken.
    Server(const ServerOptions& options, ModelSource source);
    /// Takes no more connections, lets running answers end for as long as the drain time says, then stops
    /// them.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Begins what the destructor does and returns at once; `whenClosed` is called on the server's thread,
    /// and the destructor doesn't wait afterwards. Once.
    void close(std::function<void()> whenClosed);

    std::uint16_t port() const;
    /// "http://127.0.0.1:8080/"
    std::string address() const;
    /// Whether its thread takes new work within this time. From any thread.
    bool isAwake(std::chrono::milliseconds within) const;
    /// Answers that are computed or wait. From any thread.
    int answersTaken() const;

 private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace app::server
