#pragma once

#include <functional>
#include <memory>

#include "app/server/http/beast.h"

namespace app::server {

/// Notices that a client has gone while nothing is written to it and nothing is read. Of the server's thread.
class ClientWatch final {
 public:
    explicit ClientWatch(tcp::socket& socket) : m_socket(socket), m_poll(socket.get_executor()) {}

    /// Calls `gone` once, when the client has ended its half or the connection is lost, until stop(). `owner`
    /// lives as long as something is awaited.
    void start(std::shared_ptr<void> owner, std::function<void()> gone);
    void stop();

 private:
    void pollLater(const std::shared_ptr<void>& owner);
    void tell();

    tcp::socket& m_socket;
    asio::cancellation_signal m_wait;
    asio::steady_timer m_poll;
    std::function<void()> m_gone;  ///< empty: not watching
};

}  // namespace app::server
