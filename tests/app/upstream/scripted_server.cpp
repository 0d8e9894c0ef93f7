#include "tests/app/upstream/scripted_server.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cctype>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace test {
namespace {

int listenOnLoopback(int& port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket, any, size) != 0 || ::listen(socket, 64) != 0 || ::getsockname(socket, any, &size) != 0)
        throw std::runtime_error("no port on loopback");
    port = ntohs(address.sin_port);
    return socket;
}

std::size_t lengthIn(const std::string& headers) {
    const std::size_t at = headers.find("content-length:");
    return at == std::string::npos ? 0 : std::stoul(headers.substr(at + 15));
}

}  // namespace

bool Wire::write(const std::string& bytes) const {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::send(m_socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return false;
        sent += static_cast<std::size_t>(count);
    }
    return true;
}

void Wire::reply(int status, const std::string& body, const std::string& headers) const {
    write("HTTP/1.1 " + std::to_string(status) + " Scripted\r\nContent-Type: application/json\r\n" + headers +
          "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

void Wire::beginStream() const {
    write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n");
}

void Wire::text(const std::string& text) const {
    event(R"({"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":")" + text +
          R"("},"finish_reason":null}]})");
}

void Wire::end(const std::string& reason) const {
    event(R"({"choices":[{"index":0,"delta":{},"finish_reason":")" + reason + R"("}]})");
    event(R"({"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":3,"prompt_tokens_details":)"
          R"({"cached_tokens":4}}})");
    event("[DONE]");
}

bool Wire::waitForClose(int milliseconds) const {
    char byte = 0;
    pollfd watched{m_socket, POLLIN, 0};
    return ::poll(&watched, 1, milliseconds) == 1 && ::recv(m_socket, &byte, 1, 0) <= 0;
}

Asked Wire::read() {
    std::string& data = m_rest;
    char piece[65536];
    const auto more = [&] {
        const ssize_t count = ::recv(m_socket, piece, sizeof piece, 0);
        if (count > 0) data.append(piece, static_cast<std::size_t>(count));
        return count > 0;
    };
    std::size_t end = 0;
    while ((end = data.find("\r\n\r\n")) == std::string::npos) {
        if (!more()) return {};
    }
    Asked asked;
    const std::size_t line = data.find("\r\n");
    asked.line = data.substr(0, line);
    asked.headers = data.substr(line + 2, end - line);
    std::transform(asked.headers.begin(), asked.headers.end(), asked.headers.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::size_t length = lengthIn(asked.headers);
    while (data.size() < end + 4 + length) {
        if (!more()) return {};
    }
    asked.body = data.substr(end + 4, length);
    data.erase(0, end + 4 + length);
    return asked;
}

ScriptedServer::ScriptedServer(Script script) : m_script(std::move(script)) {
    m_listener = listenOnLoopback(m_port);
    m_acceptor = std::thread([this] { accept(); });
}

ScriptedServer::~ScriptedServer() {
    m_isEnding = true;
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    {
        const std::lock_guard lock(m_mutex);
        for (const int socket : m_sockets)
            ::shutdown(socket, SHUT_RDWR);
    }
    for (std::thread& thread : m_threads)
        thread.join();
    for (const int socket : m_sockets)
        ::close(socket);
    ::close(m_listener);
}

void ScriptedServer::accept() {
    while (!m_isEnding) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        const std::lock_guard lock(m_mutex);
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket] { serve(socket); });
    }
}

void ScriptedServer::serve(int socket) {
    Wire wire(socket);
    while (!m_isEnding) {
        const Asked asked = wire.read();
        if (asked.line.empty()) break;
        std::string models;
        int status = 0;
        {
            const std::lock_guard lock(m_mutex);
            m_asked.push_back(asked);
            models = m_models;
            status = m_modelsStatus;
        }
        if (asked.is("GET /v1/models")) {
            wire.reply(status, models);
            continue;
        }
        if (m_script) m_script(asked, wire);
        break;
    }
    // The file descriptor lives as long as the server, so that its number is not another's meanwhile.
    ::shutdown(socket, SHUT_RDWR);
}

void ScriptedServer::setModels(int status, const std::string& body) {
    const std::lock_guard lock(m_mutex);
    m_modelsStatus = status;
    m_models = body;
}

std::vector<Asked> ScriptedServer::asked(const std::string& methodAndPath) const {
    const std::lock_guard lock(m_mutex);
    std::vector<Asked> found;
    for (const Asked& one : m_asked) {
        if (one.is(methodAndPath)) found.push_back(one);
    }
    return found;
}

void ScriptedServer::mark() {
    const std::lock_guard lock(m_mutex);
    ++m_marks;
    m_changed.notify_all();
}

bool ScriptedServer::waitForMarks(int count) {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_marks >= count; });
}

std::string deadAddress() {
    int port = 0;
    ::close(listenOnLoopback(port));
    return "http://127.0.0.1:" + std::to_string(port) + "/v1";
}

}  // namespace test
