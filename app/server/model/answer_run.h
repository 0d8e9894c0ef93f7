#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <variant>
#include <vector>

#include "app/server/http/beast.h"
#include "app/server/model/work_room.h"
#include "engine/error.h"
#include "engine/event.h"
#include "engine/request.h"

namespace app::server {

using Clock = std::chrono::steady_clock;

/// One event of one of a request's answers, or its end.
struct RunItem {
    int choice = 0;
    std::variant<engine::Event, engine::Result<engine::Finished>> what;
};

/// The model's answers to one request, on their way from the threads of the room to the server's thread. A
/// client that doesn't take them never holds a thread: what waits is bounded, and too much ends the run.
class AnswerRun final : public std::enable_shared_from_this<AnswerRun> {
 public:
    AnswerRun(asio::any_io_executor executor, std::size_t unsentBytes);

    /// Generator::generate's contract, with the answer's number before it.
    using Compute = std::function<engine::Result<engine::Finished>(
        int choice, const engine::Request&, const engine::EventSink&, std::stop_token)>;

    /// One answer for each request.
    void start(WorkRoom& room, const Compute& compute, std::vector<engine::Request> requests);

    /// In the place of start(): an answer that was kept.
    void replay(std::vector<engine::Event> events, const engine::Finished& finished);

    /// What has come, at least one; empty when the time is up. One caller, on the server's thread.
    Task<std::vector<RunItem>> next(Clock::time_point until);

    /// Ends every answer within one layer's work. Any thread.
    void stop() { m_stop.request_stop(); }
    /// Nobody took what was written.
    bool overflowed();

 private:
    void push(RunItem item);

    const asio::any_io_executor m_executor;
    const std::size_t m_mostBytes;
    asio::steady_timer m_timer;
    std::stop_source m_stop;

    std::mutex m_mutex;  ///< guards what follows
    std::vector<RunItem> m_items;
    std::size_t m_bytes = 0;
    bool m_isWaiting = false;
    bool m_overflowed = false;
};

}  // namespace app::server
