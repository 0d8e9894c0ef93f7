#include "app/server/model/answer_run.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "app/errors/guarded.h"

namespace app::server {
namespace {

std::size_t sizeOf(const RunItem& item) {
    const auto* event = std::get_if<engine::Event>(&item.what);
    if (event == nullptr) return sizeof(RunItem);
    if (const auto* text = std::get_if<engine::TextDelta>(event)) return sizeof(RunItem) + text->text.size();
    if (const auto* token = std::get_if<engine::TokenChoice>(event))
        return sizeof(RunItem) + (token->top.size() + 1) * sizeof(engine::TokenLogprob);
    return sizeof(RunItem);
}

/// No client is told how far the model has come before its first word: not worth waking the server's thread.
bool isOfNoInterest(const engine::Event& event) {
    const auto* progress = std::get_if<engine::Progress>(&event);
    return progress != nullptr && progress->answeredBy.empty();
}

}  // namespace

AnswerRun::AnswerRun(asio::any_io_executor executor, std::size_t unsentBytes)
    : m_executor(std::move(executor)), m_mostBytes(unsentBytes), m_timer(m_executor) {}

void AnswerRun::start(WorkRoom& room, const Compute& compute, std::vector<engine::Request> requests) {
    m_started = Clock::now();
    for (std::size_t i = 0; i < requests.size(); ++i) {
        room.post([self = shared_from_this(), compute, choice = static_cast<int>(i),
                   request = std::move(requests[i])] {
            const auto stop = self->m_stop.get_token();
            if (self->m_queueSeconds == 0)
                self->m_queueSeconds = std::chrono::duration<double>(Clock::now() - self->m_started).count();
            const auto sink = [&](const engine::Event& event) {
                if (!isOfNoInterest(event)) self->push({choice, event});
            };
            // One whose client left while it waited never reaches the model.
            auto result =
                stop.stop_requested()
                    ? engine::Result<engine::Finished>(engine::Finished{engine::FinishReason::Cancelled, {}})
                    : guarded([&] { return compute(choice, request, sink, stop); });
            if (!result) {
                spdlog::warn("Answering failed: code {}, {}, {}", static_cast<int>(result.error().code),
                             result.error().where, result.error().detail);
            }
            self->push({choice, std::move(result)});
        });
    }
}

void AnswerRun::replay(std::vector<engine::Event> events, const engine::Finished& finished) {
    const std::lock_guard lock(m_mutex);
    for (engine::Event& event : events)
        m_items.push_back({0, std::move(event)});
    m_items.push_back({0, engine::Result<engine::Finished>(finished)});
    m_hasEnd = true;
}

void AnswerRun::push(RunItem item) {
    const std::lock_guard lock(m_mutex);
    m_bytes += sizeOf(item);
    const bool isEnd = item.what.index() == 1;
    if (m_bytes > m_mostBytes && !isEnd) {
        m_stop.request_stop();
        return;
    }
    m_items.push_back(std::move(item));
    m_hasEnd |= isEnd;
    if (m_waits == Waits::No || (m_waits == Waits::ForAnEnd && !isEnd)) return;
    m_waits = Waits::No;
    asio::post(m_executor, [self = shared_from_this()] { self->m_timer.cancel(); });
}

Task<std::vector<RunItem>> AnswerRun::next(Clock::time_point until, Clock::time_point gather) {
    while (true) {
        std::vector<RunItem> items;
        const bool isGathering = Clock::now() < gather;
        {
            const std::lock_guard lock(m_mutex);
            if (!isGathering || m_hasEnd) {
                items.swap(m_items);
                m_bytes = 0;
                m_hasEnd = false;
            }
            m_waits = !items.empty() ? Waits::No : (isGathering ? Waits::ForAnEnd : Waits::ForAnything);
        }
        if (!items.empty() || Clock::now() >= until) co_return items;
        m_timer.expires_at(isGathering ? std::min(gather, until) : until);
        co_await m_timer.async_wait(asResult);
    }
}

}  // namespace app::server
