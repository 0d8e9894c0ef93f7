#include "engine/text/reply_parser.h"

#include <utility>

namespace engine {
namespace {

/// A token that is never text. Published files do not flag all of them as special, the box marks for one.
bool isControl(const Tokenizer& tokenizer, int id) {
    if (!tokenizer.isAdded(id)) return false;
    const std::string_view text = tokenizer.bytesOf(id);
    return tokenizer.isSpecial(id) || (text.starts_with("<|") && text.ends_with("|>"));
}

}  // namespace

ReplyParser::ReplyParser(const Tokenizer& tokenizer, ReplyStart start, bool trims)
    : m_tokenizer(&tokenizer),
      m_thinkBegin(tokenizer.idOf("<think>")),
      m_thinkEnd(tokenizer.idOf("</think>")),
      m_toolBegin(tokenizer.idOf("<tool_call>")),
      m_toolEnd(tokenizer.idOf("</tool_call>")),
      m_channel(start == ReplyStart::InThinking ? Channel::Thinking : Channel::Answer),
      m_trims(trims),
      m_trimming(trims) {}

std::vector<TextDelta> ReplyParser::add(int id) {
    std::vector<TextDelta> out;
    if (id == m_thinkBegin) {
        switchTo(Channel::Thinking, out);
    } else if (id == m_toolBegin) {
        switchTo(Channel::ToolCall, out);
    } else if (id == m_thinkEnd || id == m_toolEnd) {
        switchTo(Channel::Answer, out);
    } else if (isControl(*m_tokenizer, id)) {  // it ends a character that was cut short
        emit(m_characters.flush(), out);
    } else {
        emit(m_characters.add(m_tokenizer->bytesOf(id)), out);
    }
    return out;
}

std::vector<TextDelta> ReplyParser::finish() {
    std::vector<TextDelta> out;
    emit(m_characters.flush(), out);
    return out;
}

void ReplyParser::switchTo(Channel channel, std::vector<TextDelta>& out) {
    emit(m_characters.flush(), out);
    m_channel = channel;
    m_trimming = m_trims;
}

void ReplyParser::emit(std::string text, std::vector<TextDelta>& out) {
    if (m_trimming) {
        text.erase(0, text.find_first_not_of('\n'));
        m_trimming = text.empty();
    }
    if (!text.empty()) out.push_back({m_channel, std::move(text)});
}

ReplyStart replyStart(const Tokenizer& tokenizer, std::span<const int> promptIds) {
    const auto begin = tokenizer.idOf("<think>");
    const auto end = tokenizer.idOf("</think>");
    ReplyStart start = ReplyStart::InAnswer;
    for (const int id : promptIds) {
        if (id == begin) {
            start = ReplyStart::InThinking;
        } else if (id == end ||
                   tokenizer.isSpecial(id)) {  // a turn's mark closes what an earlier turn left open
            start = ReplyStart::InAnswer;
        }
    }
    return start;
}

}  // namespace engine
