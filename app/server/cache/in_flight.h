#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>

#include "app/server/cache/cached_answer.h"
#include "engine/error.h"
#include "engine/event.h"

namespace app {

/// Equal questions that are asked at the same time are computed once. The first to ask computes on its own
/// thread; the others wait on theirs and get the same events in the same order, each at its own pace. A
/// leader whose client goes away computes on, without calling its sink, while somebody else waits; when
/// nobody does, the computation is stopped. When it fails, the next in line computes, and who has seen a part
/// of the answer goes on behind that part. From any thread.
class InFlight final {
 public:
    /// Generator::generate with the request filled in.
    using Compute =
        std::function<engine::Result<engine::Finished>(const engine::EventSink&, std::stop_token)>;
    /// Called once before the first event: whether this one computes itself.
    using OnRole = std::function<void(bool isLeader)>;

    InFlight();
    ~InFlight();

    /// Blocks like Generator::generate and with the same contract: `sink` is called on this thread only, and
    /// a stop ends it with FinishReason::Cancelled. `onRole` may be empty.
    engine::Result<engine::Finished> run(const CacheKey& key, const Compute& compute,
                                         const engine::EventSink& sink, std::stop_token stop,
                                         const OnRole& onRole = {});

    /// Questions that are being computed.
    std::size_t size() const;
    /// How many have ended well so far. When it grew since a cache was asked, the cache may know more now.
    std::size_t ended() const { return m_ended; }

 private:
    class Question;
    class Asker;

    std::shared_ptr<Question> join(const CacheKey& key);
    void leave(const CacheKey& key, const std::shared_ptr<Question>& question);

    mutable std::mutex m_mutex;
    std::atomic<std::size_t> m_ended = 0;
    std::map<CacheKey, std::shared_ptr<Question>> m_questions;
};

}  // namespace app
