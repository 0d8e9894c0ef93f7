#include "app/server/http/client_watch.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <utility>

namespace app::server {
namespace {

constexpr auto pollTime = std::chrono::milliseconds(200);

}  // namespace

void ClientWatch::start(std::shared_ptr<void> owner, std::function<void()> gone) {
    m_gone = std::move(gone);
    const auto onReadable = [this, owner = std::move(owner)](const NetError& error) {
        if (error || !m_gone) return;
        char byte = 0;
        const auto got = ::recv(m_socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN)) return tell();
        pollLater(owner);  // the next request is there already: an end behind it isn't readable
    };
    m_socket.async_wait(tcp::socket::wait_read, asio::bind_cancellation_slot(m_wait.slot(), onReadable));
}

void ClientWatch::pollLater(const std::shared_ptr<void>& owner) {
    m_poll.expires_after(pollTime);
    m_poll.async_wait([this, owner](const NetError& error) {
        if (error || !m_gone) return;
        pollfd wait{m_socket.native_handle(), POLLRDHUP, 0};
        if (::poll(&wait, 1, 0) > 0) return tell();
        pollLater(owner);
    });
}

void ClientWatch::tell() {
    if (const auto gone = std::exchange(m_gone, nullptr)) gone();
}

void ClientWatch::stop() {
    if (!std::exchange(m_gone, nullptr)) return;
    m_wait.emit(asio::cancellation_type::all);
    m_poll.cancel();
}

}  // namespace app::server
