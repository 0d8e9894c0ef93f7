#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/event.h"
#include "engine/request.h"
#include "engine/sampling/generation_config.h"
#include "engine/sampling/logprobs.h"
#include "engine/sampling/repetition.h"
#include "engine/sampling/sampler.h"
#include "engine/sampling/stop_rules.h"
#include "engine/session/reply_hold.h"
#include "engine/session/reply_stream.h"
#include "engine/text/tokenizer.h"

namespace engine {

/// One answer as it grows: logits in, tokens and events out. Knows no model and no tensor, so that a
/// scheduler may call it for one row or for several that it verified at once. The same request, seed and rows
/// give the same tokens. Used by one thread at a time; may be moved.
class Reply {
 public:
    /// `tokenizer` must outlive it. `promptIds` are what the model reads, image tokens too; `room` is the
    /// number of tokens that still fit into the context. Throws EngineError BadRequest naming the field.
    Reply(const Tokenizer& tokenizer, const GenerationConfig& generation, const Request& request,
          std::span<const int> promptIds, int room);

    /// Chooses the next token from one row of logits [vocab], which it works on in place, and tells what that
    /// gives. A reason means that the answer is complete and everything was told; don't call it again.
    /// Throws EngineError BadNumbers, and what the sink throws.
    std::optional<FinishReason> next(std::span<float> logits, const EventSink& sink);

    /// The token that next() chose.
    int last() const { return m_last; }

    /// The answer is ended from outside: tells what was held back. Don't call next() again.
    void cut(const EventSink& sink) { m_stream.finish(sink); }

    int newTokens() const { return m_newTokens; }
    int thinkingTokens() const { return m_thinkingTokens; }
    std::uint64_t seed() const { return m_sampling.seed; }

 private:
    TokenChoice choiceOf(int id, const Logprobs& logprobs) const;
    std::optional<FinishReason> reasonAfter(int id, bool isRepeating) const;

    const Tokenizer* m_tokenizer;
    ResolvedSampling m_sampling;
    std::optional<int> m_topLogprobs;
    Sampler m_sampler;
    StopRules m_rules;
    std::optional<RepetitionDetector> m_repetition;
    std::unique_ptr<ReplyHold> m_hold;
    ReplyStream m_stream;
    int m_last = -1;
    int m_newTokens = 0;
    int m_thinkingTokens = 0;
};

}  // namespace engine
