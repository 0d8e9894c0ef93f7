#include "app/server/http/connection.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <new>
#include <utility>

#include <spdlog/spdlog.h>

#include "app/server/crypto/digest.h"
#include "app/server/http/addresses.h"

namespace app::server {
namespace {

constexpr std::size_t pieceBytes = std::size_t{64} * 1024;
constexpr std::size_t lingerBytes = std::size_t{64} * 1024 * 1024;
constexpr auto lingerTime = std::chrono::seconds(3);

std::string peerOf(const tcp::socket& socket) {
    NetError error;
    const auto endpoint = socket.remote_endpoint(error);
    return error ? std::string() : textOf(endpoint.address());
}

const char* reasonOf(int status) {
    const auto reason = http::obsolete_reason(static_cast<http::status>(status));
    return reason.data();
}

}  // namespace

/// A request's part of the memory for bodies, given back when the request ends.
class Connection::BodyShare {
 public:
    explicit BodyShare(Hall& hall) : m_hall(hall) {}
    ~BodyShare() { m_hall.bodiesInMemory -= m_bytes; }
    BodyShare(const BodyShare&) = delete;
    BodyShare& operator=(const BodyShare&) = delete;

    void growTo(std::size_t bytes) {
        if (bytes <= m_bytes) return;
        if (m_hall.bodiesInMemory + bytes - m_bytes > m_hall.options.limits.bodiesInMemory) {
            throw ApiProblem(
                ApiError{503, "queue_full", "The server is busy: try again in a few seconds.", {}, 2});
        }
        m_hall.bodiesInMemory += bytes - m_bytes;
        m_bytes = bytes;
    }

 private:
    Hall& m_hall;
    std::size_t m_bytes = 0;
};

Connection::Connection(tcp::socket socket, Hall& hall)
    : m_stream(std::move(socket)),
      m_buffer(hall.options.limits.headerBytes + pieceBytes),
      m_hall(hall),
      m_peer(peerOf(m_stream.socket())),
      m_watch(m_stream.socket()) {
    NetError ignored;
    m_stream.socket().set_option(tcp::no_delay(true), ignored);
    m_hall.connections.insert(this);
}

Connection::~Connection() {
    m_share.reset();
    m_hall.connections.erase(this);
}

void Connection::close() {
    NetError ignored;
    m_stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
    m_stream.socket().close(ignored);
    m_isBroken = true;
    gone();
}

Task<void> Connection::run() {
    const auto self = shared_from_this();
    while (m_keepAlive && !m_hall.isClosing) {
        m_isIdle = true;
        const bool hasRequest = co_await waitForRequest();
        if (!hasRequest) break;
        m_isIdle = false;
        Parser parser;
        co_await answer(parser);
        if (m_isGone) break;
        if (m_bodyIsUnread) {
            co_await linger();
            break;
        }
    }
    NetError ignored;
    m_stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
    m_stream.socket().close(ignored);
}

Task<bool> Connection::waitForRequest() {
    if (m_buffer.size() > 0) co_return true;  // sent ahead
    m_stream.expires_after(m_hall.options.timeouts.idle);
    auto [error, bytes] = co_await m_stream.async_read_some(m_buffer.prepare(4096), asResult);
    m_buffer.commit(bytes);
    co_return !error;
}

Task<void> Connection::answer(Parser& parser) {
    m_began = std::chrono::steady_clock::now();
    m_route = nullptr;
    m_origin.clear();
    m_status = 0;
    m_bodyIsUnread = false;
    m_isHead = false;
    head = {};
    body.clear();
    caller = {};
    record = {};
    record.request = "req_" + hexOf(randomBytes(12));
    record.address = m_peer;

    Reply problem;
    try {
        const bool hasHead = co_await readHead(parser);
        if (!hasHead) co_return;
        co_await check(parser);
        if (m_status == 0) {
            m_watch.start(shared_from_this(), [this] { gone(); });
            co_await m_route->handle(*this);
        }
    } catch (const ApiProblem& refusal) {
        problem = errorReply(refusal.error());
    } catch (const std::bad_alloc&) {
        problem = errorReply(apiErrorOf({engine::ErrorCode::OutOfMemory, {}, {}, {}}));
    } catch (const std::exception& error) {
        spdlog::error("Request {} failed: {}", record.request, error.what());
        problem = errorReply(apiErrorOf({engine::ErrorCode::Internal, {}, {}, {}}));
    }
    m_watch.stop();
    m_onGone = nullptr;
    if (!problem.body.empty()) {
        if (m_status == 0) {
            co_await send(std::move(problem));
        } else {
            m_keepAlive = false;  // a stream that broke
        }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - m_began;
    record.status = m_status;
    record.totalSeconds = took.count();
    if (m_isGone && record.outcome.empty()) record.outcome = "cancelled";
    m_hall.guard.ended(record, m_route != nullptr ? m_route->path : std::string());
    m_share.reset();
    body = {};
}

Task<bool> Connection::readHead(Parser& parser) {
    parser.header_limit(static_cast<std::uint32_t>(m_hall.options.limits.headerBytes));
    parser.body_limit(boost::none);  // set when the route is known
    m_stream.expires_after(m_hall.options.timeouts.header);
    auto [error, bytes] = co_await http::async_read_header(m_stream, m_buffer, parser, asResult);
    record.requestBytes += static_cast<std::int64_t>(bytes);
    if (error) {
        m_keepAlive = false;
        const bool isAnswerable = error.category() == make_error_code(http::error::bad_method).category() &&
                                  error != http::error::end_of_stream &&
                                  error != http::error::partial_message;
        if (!isAnswerable) {
            m_isGone = true;
            co_return false;
        }
        m_bodyIsUnread = true;
        if (error == http::error::header_limit || error == http::error::buffer_overflow)
            throw ApiProblem(431, "headers_too_large", "The request's headers are too large.");
        throw ApiProblem(400, "invalid_http", "The request is not valid HTTP.");
    }
    const auto& message = parser.get();
    const std::string target(message.target().data(), message.target().size());
    const std::size_t mark = target.find('?');
    head.method = std::string(message.method_string().data(), message.method_string().size());
    head.path = target.substr(0, mark);
    head.query = mark == std::string::npos ? std::string() : target.substr(mark + 1);
    head.fields = message.base();
    record.method = head.method;
    record.route = head.path;
    m_isHttp11 = message.version() == 11;
    m_isHead = head.method == "HEAD";
    m_keepAlive = message.keep_alive() && m_isHttp11;
    m_bodyIsUnread = message.has_content_length() || message.chunked();
    co_return true;
}

/// Everything that is decided before the handler runs; cheap things first, and the body last.
Task<void> Connection::check(Parser& parser) {
    try {
        m_hall.gate.checkShape(head);
    } catch (const ApiProblem&) {
        m_keepAlive = false;
        m_bodyIsUnread = true;
        throw;
    }
    m_origin = m_hall.gate.checkOrigin(head);
    if (head.method == "OPTIONS" && m_hall.routes.hasPath(head.path)) {
        Reply reply{204, {}, {}, {}, {}};
        if (!m_origin.empty()) reply.headers = preflightHeaders();
        co_await send(std::move(reply));
        co_return;
    }
    m_route = &m_hall.routes.find(m_isHead ? "GET" : head.method, head.path);
    record.address = m_hall.gate.addressOf(head, m_peer);
    caller = m_hall.guard.admit(head, *m_route, record.address);
    record.caller = caller.id;
    if (m_route->bodyBytes == 0) {
        if (m_bodyIsUnread && parser.content_length().value_or(1) > 0)
            throw ApiProblem(400, "unexpected_body", "This path takes no body.");
        m_bodyIsUnread = false;
        co_return;
    }
    checkJsonType(head);
    co_await readBody(parser, *m_route);
}

Task<void> Connection::readBody(Parser& parser, const Route& route) {
    if (!m_bodyIsUnread) throw ApiProblem(411, "length_required", "This path needs a body.");
    const auto length = parser.content_length();
    const auto tooLarge = [&] {
        return ApiProblem(413, "request_too_large",
                          "The body is larger than " + std::to_string(route.bodyBytes) + " bytes.");
    };
    if (length && *length > route.bodyBytes) throw tooLarge();
    m_share = std::make_unique<BodyShare>(m_hall);
    if (length) m_share->growTo(static_cast<std::size_t>(*length));
    parser.body_limit(route.bodyBytes);
    parser.eager(true);
    if (beast::iequals(head.field("Expect"), "100-continue")) {
        const bool isWritten = co_await writeAll("HTTP/1.1 100 Continue\r\n\r\n");
        if (!isWritten) co_return;
    }
    const auto end = std::chrono::steady_clock::now() + m_hall.options.timeouts.body;
    while (!parser.is_done()) {
        const auto pause = std::chrono::steady_clock::now() + m_hall.options.timeouts.pause;
        m_stream.expires_at(std::min(end, pause));
        auto [error, bytes] = co_await http::async_read_some(m_stream, m_buffer, parser, asResult);
        record.requestBytes += static_cast<std::int64_t>(bytes);
        if (error == http::error::body_limit) throw tooLarge();
        if (error && error.category() == make_error_code(http::error::bad_method).category() &&
            error != http::error::partial_message) {
            m_keepAlive = false;
            throw ApiProblem(400, "invalid_http", "The request's body is not valid HTTP.");
        }
        if (error) {
            gone();
            throw ApiProblem(400, "incomplete_body", "The body ended early.");
        }
        m_share->growTo(parser.get().body().size());
    }
    m_bodyIsUnread = false;
    body = std::move(parser.get().body());
}

std::string Connection::headOf(int status, const std::string& type, const Headers& headers,
                               std::optional<std::size_t> length) {
    std::string text = std::string(m_isHttp11 ? "HTTP/1.1 " : "HTTP/1.0 ") + std::to_string(status) + " " +
                       reasonOf(status) + "\r\n";
    const auto add = [&text](const std::string& name, const std::string& value) {
        text += name + ": " + value + "\r\n";
    };
    if (!type.empty()) add("Content-Type", type);
    const auto isGiven = [&headers](const std::string& name) {
        return std::any_of(headers.begin(), headers.end(),
                           [&name](const auto& header) { return beast::iequals(header.first, name); });
    };
    for (const auto& [name, value] : headers)
        add(name, value);
    for (const auto& [name, value] : safeHeaders(m_origin)) {
        if (!isGiven(name)) add(name, value);
    }
    add("X-Request-Id", record.request);
    if (length && status != 204 && status != 304) add("Content-Length", std::to_string(*length));
    if (!length && m_isHttp11) add("Transfer-Encoding", "chunked");
    add("Connection", m_keepAlive ? "keep-alive" : "close");
    return text + "\r\n";
}

Task<void> Connection::send(Reply reply) {
    if (m_bodyIsUnread || m_hall.isClosing) m_keepAlive = false;
    m_status = reply.status;
    if (record.outcome.empty()) record.outcome = reply.outcome;
    std::string text = headOf(reply.status, reply.type, reply.headers, reply.body.size());
    if (!m_isHead) text += reply.body;
    co_await writeAll(std::move(text));
}

Task<bool> Connection::beginStream(Headers headers) {
    m_status = 200;
    if (!m_isHttp11) m_keepAlive = false;
    headers.emplace_back("X-Accel-Buffering", "no");
    std::string text = headOf(200, "text/event-stream", headers, std::nullopt);
    co_return co_await writeAll(std::move(text));
}

Task<bool> Connection::write(std::string text) {
    if (text.empty()) co_return !m_isGone;
    if (m_isHttp11) {
        std::array<char, 24> size{};
        std::snprintf(size.data(), size.size(), "%zx\r\n", text.size());
        text = size.data() + text + "\r\n";
    }
    co_return co_await writeAll(std::move(text));
}

Task<void> Connection::endStream() {
    if (m_isHttp11) co_await writeAll("0\r\n\r\n");
}

Task<bool> Connection::writeAll(std::string text) {
    if (m_isBroken) co_return false;  // a client that only ended its own half may still read
    m_stream.expires_after(m_hall.options.timeouts.write);
    auto [error, bytes] = co_await asio::async_write(m_stream, asio::buffer(text), asResult);
    record.replyBytes += static_cast<std::int64_t>(bytes);
    if (error) {
        m_isBroken = true;
        gone();
    }
    co_return !error;
}

/// A client that is still sending would lose our answer to a reset: takes what it sends for a moment.
Task<void> Connection::linger() {
    NetError failed;
    m_stream.socket().shutdown(tcp::socket::shutdown_send, failed);
    if (failed) co_return;
    const auto end = std::chrono::steady_clock::now() + lingerTime;
    std::size_t total = 0;
    m_buffer.consume(m_buffer.size());
    while (total < lingerBytes && !m_hall.isClosing) {
        m_stream.expires_at(end);
        auto [error, bytes] = co_await m_stream.async_read_some(m_buffer.prepare(pieceBytes), asResult);
        if (error) co_return;
        total += bytes;
    }
}

void Connection::onGone(std::function<void()> callback) {
    m_onGone = std::move(callback);
    if (m_isGone && m_onGone) m_onGone();
}

void Connection::gone() {
    m_isGone = true;
    m_keepAlive = false;
    if (m_onGone) m_onGone();
}

}  // namespace app::server
