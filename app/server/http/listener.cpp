#include "app/server/http/listener.h"

#include <memory>
#include <string_view>
#include <sys/socket.h>

#include <spdlog/spdlog.h>

namespace app::server {
namespace {

constexpr std::string_view full =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nRetry-After: 2\r\n"
    "Content-Length: 126\r\nConnection: close\r\n\r\n"
    R"({"error":{"message":"The server has too many connections.","type":"server_error","param":null,"code":"too_many_connections"}})"
    "\n";

tcp::endpoint endpointOf(asio::io_context& context, const ServerOptions& options) {
    NetError error;
    const auto address = asio::ip::make_address(options.host, error);
    if (!error) return {address, options.port};
    tcp::resolver resolver(context);
    return resolver.resolve(options.host, std::to_string(options.port)).begin()->endpoint();
}

tcp protocolOf(int socket) {
    int family = 0;
    socklen_t size = sizeof family;
    getsockopt(socket, SOL_SOCKET, SO_DOMAIN, &family, &size);
    return family == AF_INET6 ? tcp::v6() : tcp::v4();
}

}  // namespace

Listener::Listener(asio::io_context& context, Hall& hall)
    : m_context(context), m_hall(hall), m_acceptor(context) {
    if (hall.options.socket >= 0) {
        m_acceptor.assign(protocolOf(hall.options.socket), hall.options.socket);
        return;
    }
    const tcp::endpoint endpoint = endpointOf(context, hall.options);
    m_acceptor.open(endpoint.protocol());
    m_acceptor.set_option(tcp::acceptor::reuse_address(true));
    m_acceptor.bind(endpoint);
    m_acceptor.listen(asio::socket_base::max_listen_connections);
}

std::uint16_t Listener::port() const {
    return m_acceptor.local_endpoint().port();
}

void Listener::start() {
    asio::co_spawn(m_context, accept(), asio::detached);
}

void Listener::close() {
    NetError ignored;
    m_acceptor.close(ignored);
}

Task<void> Listener::accept() {
    asio::steady_timer pause(m_context);
    while (m_acceptor.is_open()) {
        auto [error, socket] = co_await m_acceptor.async_accept(asResult);
        if (!m_acceptor.is_open()) co_return;
        if (error) {  // out of file descriptors, for one: it gets better when a client leaves
            spdlog::warn("Accepting a connection failed: {}", error.message());
            pause.expires_after(std::chrono::milliseconds(100));
            co_await pause.async_wait(asResult);
            continue;
        }
        if (m_hall.connections.size() >= static_cast<std::size_t>(m_hall.options.limits.connections)) {
            NetError ignored;
            socket.non_blocking(true, ignored);
            socket.write_some(asio::buffer(full), ignored);
            continue;
        }
        const auto connection = std::make_shared<Connection>(std::move(socket), m_hall);
        asio::co_spawn(m_context, connection->run(), [connection](const std::exception_ptr& thrown) {
            if (thrown) spdlog::error("A connection ended by an exception");
        });
    }
}

}  // namespace app::server
