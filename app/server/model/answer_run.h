#pragma once

#include <atomic>
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

    /// What has come, at least one; empty when the time is up. Until `gather` only the end of an answer is
    /// given at once, so that a quick model's words go out together. One caller, on the server's thread.
    Task<std::vector<RunItem>> next(Clock::time_point until, Clock::time_point gather = {});

    /// Ends every answer within one layer's work. Any thread.
    void stop() { m_stop.request_stop(); }
    /// From start() to the first answer's turn on a thread of the room; 0 until then.
    double queueSeconds() const { return m_queueSeconds; }

 private:
    enum class Waits { No, ForAnything, ForAnEnd };

    void push(RunItem item);

    const asio::any_io_executor m_executor;
    const std::size_t m_mostBytes;
    asio::steady_timer m_timer;
    std::stop_source m_stop;
    Clock::time_point m_started{};
    std::atomic<double> m_queueSeconds = 0;

    std::mutex m_mutex;  ///< guards what follows
    std::vector<RunItem> m_items;
    std::size_t m_bytes = 0;
    bool m_hasEnd = false;
    Waits m_waits = Waits::No;
};

}  // namespace app::server
