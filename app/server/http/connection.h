#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "app/server/http/client_watch.h"
#include "app/server/http/exchange.h"
#include "app/server/http/gate.h"
#include "app/server/http/guard.h"
#include "app/server/http/routes.h"

namespace app::server {

class Connection;

/// What all connections share. Of the server's thread.
struct Hall {
    const ServerOptions& options;
    const Gate& gate;
    const Routes& routes;
    Guard& guard;
    std::set<Connection*> connections{};
    std::size_t bodiesInMemory = 0;
    bool isClosing = false;
};

/// One client: reads its requests under every limit, one after the other, and answers each. Keeps itself
/// alive while it runs.
class Connection final : public Exchange, public std::enable_shared_from_this<Connection> {
 public:
    Connection(tcp::socket socket, Hall& hall);
    ~Connection() override;

    /// Until the client goes, misbehaves or the server closes.
    Task<void> run();

    bool isIdle() const { return m_isIdle; }
    /// Ends it as if the client had gone.
    void close();

    Task<void> send(Reply reply) override;
    Task<bool> beginStream(Headers headers) override;
    Task<bool> write(std::string text) override;
    Task<void> endStream() override;
    void onGone(std::function<void()> callback) override;

 private:
    using Parser = http::request_parser<http::string_body>;
    class BodyShare;

    Task<bool> waitForRequest();
    Task<bool> readHead(Parser& parser);
    Task<void> answer(Parser& parser);
    Task<void> check(Parser& parser);
    Task<void> readBody(Parser& parser, const Route& route);
    Task<bool> writeAll(std::string text);
    Task<void> linger();
    void gone();
    std::string headOf(int status, const std::string& type, const Headers& headers,
                       std::optional<std::size_t> length);

    beast::tcp_stream m_stream;
    beast::flat_buffer m_buffer;
    Hall& m_hall;
    const std::string m_peer;

    // Of the request in work.
    std::chrono::steady_clock::time_point m_began;
    const Route* m_route = nullptr;
    std::unique_ptr<BodyShare> m_share;
    std::string m_origin;
    bool m_isHttp11 = true;
    bool m_isHead = false;
    int m_status = 0;  ///< 0: nothing was sent yet
    bool m_bodyIsUnread = false;

    bool m_isIdle = true;
    bool m_keepAlive = true;
    bool m_isGone = false;    ///< it sends nothing more
    bool m_isBroken = false;  ///< it takes nothing more
    std::function<void()> m_onGone;
    ClientWatch m_watch;
};

}  // namespace app::server
