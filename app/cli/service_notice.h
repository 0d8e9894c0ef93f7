#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace app {

/// Tells systemd (or whoever set NOTIFY_SOCKET) how the service is, by sd_notify's datagrams; without the
/// variable nothing happens. Any thread.
class ServiceNotice final {
 public:
    /// Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID.
    ServiceNotice();
    ~ServiceNotice();
    ServiceNotice(const ServiceNotice&) = delete;
    ServiceNotice& operator=(const ServiceNotice&) = delete;

    /// "READY=1", "STATUS=Loading", several on lines of their own. What doesn't arrive is not tried again.
    void send(const std::string& state) const;

    /// How often "WATCHDOG=1" is due: half of what is allowed. Empty when nobody waits for it.
    std::optional<std::chrono::milliseconds> watchdogPause() const { return m_pause; }

 private:
    std::string m_address;  ///< as in sockaddr_un: a path, or a zero byte and a name
    int m_socket = -1;
    std::optional<std::chrono::milliseconds> m_pause;
};

}  // namespace app
