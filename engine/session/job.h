#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "engine/error.h"
#include "engine/event.h"
#include "engine/request.h"
#include "engine/session/image_key.h"

namespace engine {

/// One request between the thread that asks and the scheduler's: events one way, a stop the other.
class Job {
 public:
    explicit Job(const Request& request) : m_request(request) {}

    // The asker's thread.

    /// Reads every picture once, which takes a while, so that the scheduler's thread needn't. Before anybody
    /// else has the job.
    void readPictures();

    /// Hands events to the sink until the end; after a stop nothing more is told. What the sink throws comes
    /// out here, once the scheduler has let go of the job.
    Result<Finished> wait(const EventSink& sink);
    void stop() { m_stop.request_stop(); }

    // The scheduler's thread.

    const Request& request() const { return m_request; }
    /// Of a picture of the request.
    const ImageKey& keyOf(const Image& image) const { return m_keys.at(&image); }
    std::stop_token stopToken() const { return m_stop.get_token(); }
    void post(Event event);
    /// The last call.
    void finish(Result<Finished> result);

 private:
    const Request& m_request;
    std::map<const Image*, ImageKey> m_keys;
    std::stop_source m_stop;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Event> m_events;
    std::optional<Result<Finished>> m_result;
};

}  // namespace engine
