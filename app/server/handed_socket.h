#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace app::server {

/// A listening TCP socket that systemd made, as sd_listen_fds(3) describes; whoever takes it closes it.
struct HandedSocket {
    int descriptor = -1;
    std::string host;  ///< the socket's own address, whatever the settings say
    std::uint16_t port = 0;
};

/// Reads LISTEN_FDS and LISTEN_PID; empty when they aren't there or mean another process. Throws StartError,
/// with a sentence for the operator, unless it is exactly one TCP socket that listens.
std::optional<HandedSocket> handedSocket();

}  // namespace app::server
