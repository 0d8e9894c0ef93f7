#include "engine/session/reply.h"

#include <algorithm>
#include <utility>

#include "engine/error.h"

namespace engine {

Reply::Reply(const Tokenizer& tokenizer, const GenerationConfig& generation, const Request& request,
             std::span<const int> promptIds, int room)
    : m_tokenizer(&tokenizer),
      m_sampling(generation.resolve(request.sampling)),
      m_topLogprobs(request.sampling.topLogprobs),
      m_sampler(m_sampling, promptIds),
      m_rules(generation.eosIds, std::min(m_sampling.maxTokens, room)),
      m_hold(std::make_unique<ReplyHold>(tokenizer, request, generation.eosIds,
                                         replyStart(tokenizer, promptIds))),
      m_stream(tokenizer, request, replyStart(tokenizer, promptIds)) {
    for (const auto& [id, bias] : m_sampling.logitBias) {
        if (static_cast<std::size_t>(id) >= tokenizer.size())
            throw EngineError(ErrorCode::BadRequest, "", "logit_bias");
    }
    if (request.sampling.endRepetition) m_repetition.emplace();
}

std::optional<FinishReason> Reply::next(std::span<float> logits, const EventSink& sink) {
    std::optional<Logprobs> logprobs;
    if (m_topLogprobs && !logits.empty()) logprobs.emplace(logits);  // before anything is changed
    const int id = m_sampler.next(logits, m_hold->isActive() ? m_hold.get() : nullptr);
    m_last = id;
    m_sampler.note(id);
    ++m_newTokens;
    const bool wasThinking = m_stream.channel() == Channel::Thinking;
    if (!m_rules.isEnd(id)) {
        m_hold->note(id);
        m_stream.add(id, logprobs ? std::optional(choiceOf(id, *logprobs)) : std::nullopt, sink);
    }
    if (wasThinking || m_stream.channel() == Channel::Thinking) ++m_thinkingTokens;
    const auto reason = reasonAfter(id, m_repetition && m_repetition->add(id));
    if (!reason) return std::nullopt;
    cut(sink);
    const bool called = reason == FinishReason::Stop && m_stream.toolCalls() > 0 && !m_stream.isStopped();
    return called ? FinishReason::ToolCalls : reason;
}

std::optional<FinishReason> Reply::reasonAfter(int id, bool isRepeating) const {
    if (m_stream.isStopped() || m_hold->isDone()) return FinishReason::Stop;
    const auto reason = m_rules.after(id, m_newTokens);
    if (!reason && isRepeating) return FinishReason::Repetition;
    return reason;
}

TokenChoice Reply::choiceOf(int id, const Logprobs& logprobs) const {
    const auto told = [this](int token, double logprob) {
        return TokenLogprob{token, std::string(m_tokenizer->bytesOf(token)), logprob};
    };
    TokenChoice choice{told(id, logprobs.of(id)), {}};
    for (const auto& [token, logprob] : logprobs.top(*m_topLogprobs))
        choice.top.push_back(told(token, logprob));
    return choice;
}

}  // namespace engine
