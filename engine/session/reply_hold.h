#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/request.h"
#include "engine/sampling/token_filter.h"
#include "engine/text/grammar/token_mask.h"
#include "engine/text/reply_parser.h"
#include "engine/text/tokenizer.h"

namespace engine {

/// What holds an answer to its format: JSON, a schema, or a call of a tool. Thinking before it is free, but
/// the answer can't end there.
class ReplyHold final : public TokenFilter {
 public:
    /// `tokenizer` must outlive it. Throws EngineError BadRequest naming the part that is not supported.
    ReplyHold(const Tokenizer& tokenizer, const Request& request, std::vector<int> endIds, ReplyStart start);

    /// Whether anything is forbidden now.
    bool isActive() const { return m_phase != Phase::Free || m_banned; }
    bool allows(int id) override;
    void apply(std::span<float> logits) override;
    /// The token was chosen, and it doesn't end the answer.
    void note(int id);
    /// The answer is complete, and nothing can follow.
    bool isDone() const { return m_phase == Phase::Held && m_mask->isFinal(); }

 private:
    enum class Phase { Free, Thinking, Held, Calling };

    bool isEnd(int id) const;
    bool isBlank(int id) const;
    void applyMask(std::span<float> logits);

    const Tokenizer* m_tokenizer;
    std::vector<int> m_endIds;
    std::optional<int> m_thinkBegin, m_thinkEnd, m_toolBegin, m_toolEnd;
    std::optional<int> m_banned;  // never
    std::optional<grammar::TokenMask> m_mask;
    Phase m_phase = Phase::Free;
    bool m_atStart = true;  // nothing but blanks came yet
    bool m_mayThink = false;
    bool m_mayCall = false;
};

}  // namespace engine
