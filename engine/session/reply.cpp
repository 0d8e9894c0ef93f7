#include "engine/session/reply.h"

#include <algorithm>

namespace engine {
namespace {

void tell(std::vector<TextDelta> deltas, const EventSink& sink) {
    if (!sink) return;
    for (auto& delta : deltas)
        sink(std::move(delta));
}

}  // namespace

Reply::Reply(const Tokenizer& tokenizer, const GenerationConfig& generation, const Request& request,
             std::span<const int> promptIds, int room)
    : m_sampling(generation.resolve(request.sampling)),
      m_sampler(m_sampling, promptIds),
      m_rules(generation.eosIds, std::min(m_sampling.maxTokens, room)),
      m_parser(tokenizer, replyStart(tokenizer, promptIds)) {}

std::optional<FinishReason> Reply::next(std::span<float> logits, const EventSink& sink) {
    const int id = m_sampler.next(logits);
    m_sampler.note(id);
    m_last = id;
    ++m_newTokens;
    if (m_parser.channel() == Channel::Thinking) ++m_thinkingTokens;
    if (!m_rules.isEnd(id)) tell(m_parser.add(id), sink);
    const auto reason = m_rules.after(id, m_newTokens);
    if (reason) cut(sink);
    return reason;
}

void Reply::cut(const EventSink& sink) {
    tell(m_parser.finish(), sink);
}

}  // namespace engine
