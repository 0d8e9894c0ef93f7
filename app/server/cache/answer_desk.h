#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "app/server/cache/cache_key.h"
#include "app/server/cache/in_flight.h"
#include "app/server/cache/response_cache.h"
#include "engine/generator.h"

namespace app {

/// Off: not looked up and not kept. Joined: an equal question was being computed.
enum class CacheUse { Off, Hit, Miss, Joined };
/// For the reply's header and the audit log: off, hit, miss, joined.
const char* nameOf(CacheUse use);

struct AnswerDeskSettings {
    AnswerOrigin origin;
    std::string secret;
    bool keepsEverything = false;  ///< the operator opted in: also answers that are not deterministic
};

/// Cache and in-flight questions in front of a generator: the one door for a question of the port.
class AnswerDesk final {
 public:
    /// `cache` may be null: equal questions are still computed once. Both must outlive the desk.
    AnswerDesk(const engine::Generator& generator, ResponseCache* cache, AnswerDeskSettings settings);

    /// Generator::generate's contract. `noStore` (Cache-Control: no-store) neither looks up, keeps nor joins.
    /// `onUse` is called once, on this thread, before the first event; it may be empty.
    engine::Result<engine::Finished> answer(const engine::Request& request, bool noStore,
                                            const std::function<void(CacheUse)>& onUse,
                                            const engine::EventSink& sink, std::stop_token stop);

    /// Empty for a request whose answers are not kept.
    std::optional<CacheKey> keyOf(const engine::Request& request, bool noStore) const;

    /// Only looks: an answer that is there costs no place in the engine's queue.
    std::optional<CachedAnswer> find(const CacheKey& key);

    /// Questions that are being computed for the cache.
    std::size_t inFlight() const { return m_inFlight.size(); }

 private:
    bool isKept(const engine::Request& request, bool noStore) const;

    const engine::Generator& m_generator;
    ResponseCache* const m_cache;
    const AnswerDeskSettings m_settings;
    InFlight m_inFlight;
};

}  // namespace app
