#include "engine/session/job.h"

#include <exception>
#include <utility>
#include <variant>

namespace engine {

void Job::readPictures() {
    for (const auto& message : m_request.messages)
        for (const auto& part : message.parts)
            if (const auto* picture = std::get_if<ImagePart>(&part); picture != nullptr && picture->image)
                m_keys.try_emplace(picture->image.get(), engine::keyOf(*picture->image));
}

Result<Finished> Job::wait(const EventSink& sink) {
    std::exception_ptr thrown;
    std::vector<Event> events;
    for (bool ended = false; !ended;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return !m_events.empty() || m_result.has_value(); });
            events = std::exchange(m_events, {});
            ended = m_result.has_value();
        }
        for (const auto& event : events) {
            if (m_stop.stop_requested() || !sink) break;
            try {
                sink(event);
            } catch (...) {
                thrown = std::current_exception();
                m_stop.request_stop();
            }
        }
    }
    if (thrown) std::rethrow_exception(thrown);
    return std::move(*m_result);
}

void Job::post(Event event) {
    const std::lock_guard lock(m_mutex);
    m_events.push_back(std::move(event));
    m_changed.notify_one();
}

void Job::finish(Result<Finished> result) {
    const std::lock_guard lock(m_mutex);
    m_result = std::move(result);
    m_changed.notify_one();
}

}  // namespace engine
