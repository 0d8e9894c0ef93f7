#include "app/cli/service_notice.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace app {
namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view() : value;
}

std::optional<std::int64_t> numberIn(const char* name) {
    const std::string_view text = variable(name);
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

ServiceNotice::ServiceNotice() : m_address(variable("NOTIFY_SOCKET")) {
    const bool isNamed = m_address.starts_with('/') || m_address.starts_with('@');
    if (!isNamed || m_address.size() >= sizeof(sockaddr_un::sun_path)) return;
    if (m_address.front() == '@') m_address.front() = '\0';
    m_socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    // The variables are inherited: another process may be meant.
    const auto whose = numberIn("WATCHDOG_PID");
    const auto allowed = numberIn("WATCHDOG_USEC");
    if (allowed && *allowed > 0 && (!whose || *whose == getpid()))
        m_pause = std::max(std::chrono::milliseconds(1), std::chrono::milliseconds(*allowed / 2000));
}

ServiceNotice::~ServiceNotice() {
    if (m_socket >= 0) close(m_socket);
}

void ServiceNotice::send(const std::string& state) const {
    if (m_socket < 0) return;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, m_address.data(), m_address.size());
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + m_address.size());
    // A full or closed socket must not hold the service up.
    [[maybe_unused]] const auto sent =
        sendto(m_socket, state.data(), state.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
               reinterpret_cast<const sockaddr*>(&address), size);
}

}  // namespace app
