#include "app/server/scan/clamd_scan.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <QCoreApplication>
#include <spdlog/spdlog.h>

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ClamdScan)
};

constexpr std::string_view unixStart = "unix:";
constexpr std::string_view tcpStart = "tcp:";
constexpr std::size_t chunkBytes = 256 * 1024;
constexpr std::size_t mostAnswerBytes = 4096;

/// Caught in scan(): whatever it is, clamd counts as down.
struct ClamdFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// HOST and PORT of tcp:HOST:PORT; brackets around an IPv6 address are dropped.
std::pair<std::string, std::string> hostAndPort(const std::string& address) {
    const std::string rest = address.substr(tcpStart.size());
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string::npos) return {};
    std::string host = rest.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    return {host, rest.substr(colon + 1)};
}

/// A socket that never blocks; every call ends by the deadline.
class Connection final {
 public:
    using Deadline = std::chrono::steady_clock::time_point;

    Connection(const std::string& address, Deadline deadline) : m_deadline(deadline) {
        address.starts_with(unixStart) ? connectUnix(address.substr(unixStart.size())) : connectTcp(address);
    }
    ~Connection() { drop(); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count >= 0) {
                bytes.remove_prefix(static_cast<std::size_t>(count));
            } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
                wait(POLLOUT);
            } else if (errno != EINTR) {
                throw ClamdFailure("it closed the connection");
            }
        }
    }
    /// Up to a zero byte or the end.
    std::string receive() {
        std::string answer;
        std::array<char, 512> buffer{};
        while (answer.size() < mostAnswerBytes) {
            const ssize_t count = recv(m_socket, buffer.data(), buffer.size(), 0);
            if (count == 0) return answer;
            if (count > 0) {
                answer.append(buffer.data(), static_cast<std::size_t>(count));
                if (const auto end = answer.find('\0'); end != std::string::npos)
                    return answer.substr(0, end);
            } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
                wait(POLLIN);
            } else if (errno != EINTR) {
                throw ClamdFailure("it closed the connection");
            }
        }
        throw ClamdFailure("its answer is too long");
    }

 private:
    void connectUnix(const std::string& path) {
        sockaddr_un name{};
        name.sun_family = AF_UNIX;
        if (path.size() >= sizeof name.sun_path) throw ClamdFailure("the socket's path is too long");
        std::memcpy(name.sun_path, path.c_str(), path.size() + 1);
        if (!connectTo(AF_UNIX, reinterpret_cast<const sockaddr*>(&name), sizeof name)) {
            throw ClamdFailure("cannot connect");
        }
    }
    void connectTcp(const std::string& address) {
        const auto [host, port] = hostAndPort(address);
        addrinfo hints{};
        hints.ai_socktype = SOCK_STREAM;
        addrinfo* raw = nullptr;
        if (getaddrinfo(host.c_str(), port.c_str(), &hints, &raw) != 0) throw ClamdFailure("unknown host");
        const std::unique_ptr<addrinfo, void (*)(addrinfo*)> found(raw, freeaddrinfo);
        for (const addrinfo* each = found.get(); each != nullptr; each = each->ai_next) {
            if (connectTo(each->ai_family, each->ai_addr, each->ai_addrlen)) return;
        }
        throw ClamdFailure("cannot connect");
    }
    bool connectTo(int family, const sockaddr* name, socklen_t size) {
        drop();
        m_socket = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (m_socket < 0) return false;
        if (connect(m_socket, name, size) == 0) return true;
        if (errno != EINPROGRESS) return false;
        wait(POLLOUT);
        int error = 0;
        socklen_t errorSize = sizeof error;
        return getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &error, &errorSize) == 0 && error == 0;
    }
    void wait(short events) const {
        for (;;) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(m_deadline - std::chrono::steady_clock::now())
                    .count();
            if (left <= 0) throw ClamdFailure("too slow");
            pollfd file{m_socket, events, 0};
            const int ready = poll(&file, 1, static_cast<int>(left));
            if (ready > 0) return;
            if (ready < 0 && errno != EINTR) throw ClamdFailure("cannot wait");
        }
    }
    void drop() {
        if (m_socket >= 0) close(m_socket);
        m_socket = -1;
    }

    const Deadline m_deadline;
    int m_socket = -1;
};

/// A chunk's length, as INSTREAM wants it: 32 bits, the highest byte first.
std::string lengthOf(std::size_t size) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(size >> shift & 0xFF);
    return bytes;
}

}  // namespace

ClamdScan::ClamdScan(ClamdSettings settings) : m_settings(std::move(settings)) {
    const std::string& address = m_settings.address;
    const bool isUnix = address.starts_with(unixStart) && address.size() > unixStart.size();
    const auto [host, port] =
        address.starts_with(tcpStart) ? hostAndPort(address) : std::pair<std::string, std::string>();
    const bool isTcp =
        !host.empty() && !port.empty() && port.find_first_not_of("0123456789") == std::string::npos;
    if (isUnix || isTcp) return;
    throw ClamdAddressError(
        Text::tr("The address of clamd, \"%1\", is not understood: write unix:PATH or tcp:HOST:PORT.")
            .arg(QString::fromStdString(address))
            .toStdString());
}

ClamdVerdict ClamdScan::scan(std::string_view bytes) const {
    try {
        Connection clamd(m_settings.address, std::chrono::steady_clock::now() + m_settings.timeout);
        clamd.send({"zINSTREAM\0", 10});
        while (!bytes.empty()) {
            const std::string_view chunk = bytes.substr(0, chunkBytes);
            clamd.send(lengthOf(chunk.size()));
            clamd.send(chunk);
            bytes.remove_prefix(chunk.size());
        }
        clamd.send(lengthOf(0));
        const std::string answer = clamd.receive();
        if (answer == "stream: OK") return ClamdVerdict::Clean;
        if (answer.starts_with("stream: ") && answer.ends_with(" FOUND")) {
            spdlog::warn("clamd refused a picture");
            return ClamdVerdict::Infected;
        }
        throw ClamdFailure("it could not scan");
    } catch (const ClamdFailure& failure) {
        spdlog::warn("clamd gave no verdict: {}", failure.what());
        return ClamdVerdict::Down;
    }
}

}  // namespace app
