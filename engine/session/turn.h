#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <ATen/ATen.h>

#include "engine/session/feature_cache.h"
#include "engine/session/job.h"
#include "engine/session/loaded_model.h"
#include "engine/session/prefix_cache.h"
#include "engine/session/prepared_prompt.h"
#include "engine/session/prompt_lookup.h"
#include "engine/session/reply.h"
#include "engine/session/session.h"

namespace engine {

/// One request while it is answered: first its prompt is read in parts, then it gives rows to each pass and
/// takes their logits. The scheduler's thread alone.
class Turn {
 public:
    /// Between layers of the prompt's passes, so that others can go on.
    using Pulse = std::function<void()>;

    /// Lays the prompt out. Throws what preparePrompt and Reply throw.
    Turn(const LoadedModel& model, std::shared_ptr<Job> job);

    Job& job() { return *m_job; }
    Priority priority() const { return m_job->request().priority; }
    bool wasStopped() const { return m_job->stopToken().stop_requested(); }
    /// The most that keys and values will take.
    std::int64_t cacheBytes() const;

    // Reading. All throw Cancelled within one layer's work of a stop.

    bool isRead() const { return m_read == promptTokens(); }
    /// What is known of this prompt already: tells which tokens would be the same.
    const ReadTokens& tokens() const { return m_tokens; }
    /// Takes over the first tokens of another cache. Before anything is read.
    void reuse(const KvCache& cache, std::int64_t tokens);
    /// The pictures that aren't in reused tokens.
    void see(FeatureCache& features, const Pulse& pulse);
    bool hasSeen() const { return m_seen; }
    /// Reads up to so many tokens; after the last one the first answer token is chosen.
    void readPart(std::int64_t most, const Pulse& pulse);

    // Writing.

    bool isEnded() const { return m_end.has_value(); }
    double hitRate() const { return m_lookup->hitRate(); }
    /// The rows of the next pass: the newest token, and up to so many guesses.
    const std::vector<int>& offer(int guesses);
    Session& session() { return m_session; }
    /// Their logits: float32 [rows, vocab]. Guesses that were wrong leave the cache.
    void take(at::Tensor logits);

    // The end.

    /// Tells the asker; the turn is of no more use but for keep().
    void finish();
    void cancel();
    void fail(Error error);
    /// What was read, for later requests.
    void keep(PrefixCache& prefixes);

 private:
    using Clock = std::chrono::steady_clock;

    std::int64_t promptTokens() const { return static_cast<std::int64_t>(m_prompt.ids.size()); }
    double seconds() const { return std::chrono::duration<double>(Clock::now() - m_start).count(); }
    EventSink sink();
    /// False when it was the last token.
    bool choose(std::span<float> row);
    void settle(FinishReason reason);

    const LoadedModel& m_model;
    std::shared_ptr<Job> m_job;
    Clock::time_point m_start = Clock::now();
    PreparedPrompt m_prompt;
    Session m_session;
    Reply m_reply;
    ReadTokens m_tokens;                 // of the prompt, then of the answer too
    std::vector<at::Tensor> m_features;  // of each picture, undefined when reused
    bool m_seen = false;
    std::int64_t m_read = 0;
    std::optional<PromptLookup> m_lookup;
    std::vector<int> m_offered;
    std::optional<FinishReason> m_end;
    Stats m_stats;
};

}  // namespace engine
