#include "app/cli/interrupt.h"

#include <csignal>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace app {

Interrupt::Interrupt() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_signals = signalfd(-1, &set, SFD_CLOEXEC);
    m_end = eventfd(0, EFD_CLOEXEC);
    m_thread = std::jthread([this] { watch(); });
}

Interrupt::~Interrupt() {
    const std::uint64_t one = 1;
    if (write(m_end, &one, sizeof one) != sizeof one) m_thread.detach();
    if (m_thread.joinable()) m_thread.join();
    close(m_signals);
    close(m_end);
}

void Interrupt::watch() {
    pollfd waits[] = {{m_signals, POLLIN, 0}, {m_end, POLLIN, 0}};
    while (poll(waits, 2, -1) >= 0 || errno == EINTR) {
        if (waits[1].revents != 0) return;
        if (waits[0].revents == 0) continue;
        signalfd_siginfo info{};
        if (read(m_signals, &info, sizeof info) != sizeof info) return;
        if (!m_source.request_stop()) _exit(130);
    }
}

}  // namespace app
