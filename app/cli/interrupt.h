#pragma once

#include <stop_token>
#include <thread>

namespace app {

/// Turns Ctrl-C (SIGINT) and SIGTERM into a stop request; a second one ends the program at once with 130.
/// Made before any other thread, since it blocks both signals for all threads that follow.
class Interrupt final {
 public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return m_source.get_token(); }
    bool wasAsked() const { return m_source.stop_requested(); }

 private:
    void watch();

    std::stop_source m_source;
    int m_signals = -1;  ///< signalfd
    int m_end = -1;      ///< eventfd: this object is being destroyed
    std::jthread m_thread;
};

}  // namespace app
