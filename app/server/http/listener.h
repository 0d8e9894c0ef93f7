#pragma once

#include <cstdint>
#include <string>

#include "app/server/http/connection.h"

namespace app::server {

/// Takes connections up to a cap; one too many is told so and closed. Of the server's thread.
class Listener final {
 public:
    /// Throws boost::system::system_error when the address cannot be had.
    Listener(asio::io_context& context, Hall& hall);

    std::uint16_t port() const;
    void start();
    void close();

 private:
    Task<void> accept();

    asio::io_context& m_context;
    Hall& m_hall;
    tcp::acceptor m_acceptor;
};

}  // namespace app::server
