#include "app/server/cache/answer_desk.h"

#include <chrono>

namespace app {
namespace {

engine::Result<engine::Finished> replay(const CachedAnswer& answer, const engine::EventSink& sink,
                                        const std::stop_token& stop) {
    for (const engine::Event& event : answer.events) {
        if (stop.stop_requested()) return engine::Finished{engine::FinishReason::Cancelled, {}};
        sink(event);
    }
    return answer.finished;
}

std::int64_t millisecondsSince1970() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace

const char* nameOf(CacheUse use) {
    switch (use) {
        case CacheUse::Hit:
            return "hit";
        case CacheUse::Miss:
            return "miss";
        case CacheUse::Joined:
            return "joined";
        case CacheUse::Off:
            break;
    }
    return "off";
}

AnswerDesk::AnswerDesk(const engine::Generator& generator, ResponseCache* cache, AnswerDeskSettings settings)
    : m_generator(generator), m_cache(cache), m_settings(std::move(settings)) {}

bool AnswerDesk::isKept(const engine::Request& request, bool noStore) const {
    return !noStore && (m_settings.keepsEverything || isDeterministic(request));
}

std::optional<CacheKey> AnswerDesk::keyOf(const engine::Request& request, bool noStore) const {
    if (m_cache == nullptr || !isKept(request, noStore)) return std::nullopt;
    return cacheKeyOf(request, m_settings.origin, m_settings.secret);
}

std::optional<CachedAnswer> AnswerDesk::find(const CacheKey& key) {
    return m_cache == nullptr ? std::nullopt : m_cache->find(key);
}

engine::Result<engine::Finished> AnswerDesk::answer(const engine::Request& request, bool noStore,
                                                    const std::function<void(CacheUse)>& onUse,
                                                    const engine::EventSink& sink, std::stop_token stop) {
    const auto tell = [&](CacheUse use) {
        if (onUse) onUse(use);
    };
    if (!isKept(request, noStore)) {
        tell(CacheUse::Off);
        return m_generator.generate(request, sink, std::move(stop));
    }
    const CacheKey key = cacheKeyOf(request, m_settings.origin, m_settings.secret);
    const std::size_t ended = m_inFlight.ended();
    if (const auto found = find(key)) {
        tell(CacheUse::Hit);
        return replay(*found, sink, stop);
    }
    const auto compute = [&](const engine::EventSink& each,
                             std::stop_token inner) -> engine::Result<engine::Finished> {
        // An equal question may have ended between the look into the cache and now.
        if (m_inFlight.ended() != ended) {
            if (const auto found = find(key)) return replay(*found, each, inner);
        }
        CachedAnswer answer;
        const auto keep = [&](const engine::Event& event) {
            if (!std::holds_alternative<engine::Progress>(event)) answer.events.push_back(event);
            each(event);
        };
        auto result = m_generator.generate(request, keep, std::move(inner));
        if (m_cache != nullptr && result && isComplete(result.value())) {
            answer.finished = result.value();
            answer.made = millisecondsSince1970();
            m_cache->store(key, answer);
        }
        return result;
    };
    return m_inFlight.run(key, compute, sink, std::move(stop),
                          [&](bool isLeader) { tell(isLeader ? CacheUse::Miss : CacheUse::Joined); });
}

}  // namespace app
