#include "app/server/handed_socket.h"

#include <charconv>
#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

#include "app/server/http/addresses.h"
#include "app/server/start_error.h"

namespace app::server {
namespace {

constexpr int firstDescriptor = 3;  // SD_LISTEN_FDS_START

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view() : value;
}

/// -1 for what is no number.
long long numberIn(std::string_view text) {
    long long value = -1;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc() && end == text.data() + text.size() ? value : -1;
}

int optionOf(int descriptor, int option) {
    int value = 0;
    socklen_t size = sizeof value;
    return getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == 0 ? value : -1;
}

}  // namespace

std::optional<HandedSocket> handedSocket() {
    const std::string_view count = variable("LISTEN_FDS");
    // The variables are inherited: another process may be meant.
    if (count.empty() || numberIn(variable("LISTEN_PID")) != getpid()) return std::nullopt;
    if (count == "0") return std::nullopt;
    if (numberIn(count) != 1) throw StartError::notOneSocket(std::string(count));

    HandedSocket handed{firstDescriptor, {}, 0};
    tcp::endpoint endpoint;
    auto size = static_cast<socklen_t>(endpoint.capacity());
    const int family = optionOf(handed.descriptor, SO_DOMAIN);
    if ((family != AF_INET && family != AF_INET6) || optionOf(handed.descriptor, SO_TYPE) != SOCK_STREAM ||
        optionOf(handed.descriptor, SO_ACCEPTCONN) != 1 ||
        getsockname(handed.descriptor, endpoint.data(), &size) != 0) {
        throw StartError::notAListeningSocket();
    }
    fcntl(handed.descriptor, F_SETFD, FD_CLOEXEC);
    handed.host = textOf(endpoint.address());
    handed.port = endpoint.port();
    return handed;
}

}  // namespace app::server
