#include "engine/session/reply_stream.h"

#include <utility>

namespace engine {

ReplyStream::ReplyStream(const Tokenizer& tokenizer, const Request& request, ReplyStart start)
    : m_tokenizer(&tokenizer),
      m_toolBegin(tokenizer.idOf("<tool_call>")),
      m_parser(tokenizer, start, request.prompt.empty()),
      m_stops(request.sampling.stop),
      m_tools(request.tools),
      m_mayCall(!m_tools.empty() && request.toolChoice.kind != ToolChoice::Kind::None) {}

void ReplyStream::add(int id, std::optional<TokenChoice> choice, const EventSink& sink) {
    const Channel before = m_parser.channel();
    const auto deltas = m_parser.add(id);
    const Channel after = m_parser.channel();
    const std::size_t begin = m_fed;
    for (const auto& delta : deltas) {
        if (delta.channel == Channel::Answer) {
            answer(delta.text, sink);
        } else if (delta.channel == Channel::ToolCall) {
            m_notation += delta.text;
        } else {
            tell(delta.channel, delta.text, sink);
        }
    }
    if (choice && before == Channel::Answer && after == Channel::Answer && !m_tokenizer->isAdded(id))
        m_choices.push_back({std::move(*choice), begin, m_fed});
    if (before == Channel::Answer && after != Channel::Answer) flushAnswer(sink);
    if (before == Channel::ToolCall && (after != Channel::ToolCall || id == m_toolBegin))
        endCall(after != Channel::ToolCall, sink);
    tellChoices(false, sink);
}

void ReplyStream::finish(const EventSink& sink) {
    const bool wasCalling = m_parser.channel() == Channel::ToolCall;
    for (const auto& delta : m_parser.finish()) {
        if (delta.channel == Channel::Answer) {
            answer(delta.text, sink);
        } else if (delta.channel == Channel::ToolCall) {
            m_notation += delta.text;
        } else {
            tell(delta.channel, delta.text, sink);
        }
    }
    if (wasCalling) endCall(false, sink);
    if (!isStopped()) flushAnswer(sink);
    tellChoices(!isStopped(), sink);
    m_choices.clear();
}

void ReplyStream::tell(Channel channel, std::string text, const EventSink& sink) {
    if (!text.empty() && sink) sink(TextDelta{channel, std::move(text)});
}

void ReplyStream::answer(std::string_view text, const EventSink& sink) {
    m_fed += text.size();
    std::string shown = m_stops.add(text);
    m_shown += shown.size();
    tell(Channel::Answer, std::move(shown), sink);
}

/// No stop string reaches over what is no answer.
void ReplyStream::flushAnswer(const EventSink& sink) {
    if (isStopped()) return;
    std::string held = m_stops.flush();
    m_shown += held.size();
    tell(Channel::Answer, std::move(held), sink);
}

void ReplyStream::endCall(bool isClosed, const EventSink& sink) {
    const std::string notation = std::exchange(m_notation, {});
    if (isStopped()) return;
    if (isClosed && m_mayCall) {
        if (auto call = m_tools.call(notation)) {
            ++m_toolCalls;
            if (sink) sink(std::move(*call));
            return;
        }
    }
    // Damaged, or not wanted: nothing that was written is lost.
    answer("<tool_call>" + notation + (isClosed ? "</tool_call>" : ""), sink);
}

/// A choice is told when all its text is, so that nothing of a stop string is seen here either. One without
/// text, a part of a character, waits for the rest.
void ReplyStream::tellChoices(bool all, const EventSink& sink) {
    const auto isTold = [&](const Choice& c) { return c.end <= m_shown && c.begin < m_shown; };
    for (; !m_choices.empty() && (all || isTold(m_choices.front())); m_choices.pop_front()) {
        if (sink) sink(std::move(m_choices.front().choice));
    }
}

}  // namespace engine
