#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "engine/error.h"
#include "engine/event.h"
#include "engine/request.h"

namespace engine {

/// One request between the thread that asks and the scheduler's: events one way, a stop the other.
class Job {
 public:
    explicit Job(const Request& request) : m_request(request) {}

    // The asker's thread.

    /// Hands events to the sink until the end; after a stop nothing more is told. What the sink throws comes
    /// out here, once the scheduler has let go of the job.
    Result<Finished> wait(const EventSink& sink);
    void stop() { m_stop.request_stop(); }

    // The scheduler's thread.

    const Request& request() const { return m_request; }
    std::stop_token stopToken() const { return m_stop.get_token(); }
    void post(Event event);
    /// The last call.
    void finish(Result<Finished> result);

 private:
    const Request& m_request;
    std::stop_source m_stop;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Event> m_events;
    std::optional<Result<Finished>> m_result;
};

}  // namespace engine
