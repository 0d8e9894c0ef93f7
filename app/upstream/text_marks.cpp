#include "app/upstream/text_marks.h"

#include <algorithm>
#include <array>
#include <utility>

namespace app {
namespace {

constexpr std::string_view thinkBegin = "<think>";
constexpr std::string_view thinkEnd = "</think>";
constexpr std::array<std::string_view, 2> dropped = {"<|begin_of_box|>", "<|end_of_box|>"};
constexpr std::string_view spaces = " \t\r\n";

bool beginsOf(std::string_view text, std::string_view mark) {
    return text.size() < mark.size() && mark.starts_with(text);
}

}  // namespace

std::vector<engine::TextDelta> TextMarks::take(std::string_view piece) {
    m_held += piece;
    return drain(false);
}

std::vector<engine::TextDelta> TextMarks::finish() {
    return drain(true);
}

void TextMarks::give(std::vector<engine::TextDelta>& out, std::string_view text) {
    if (m_skipsSpace) {
        text.remove_prefix(std::min(text.find_first_not_of(spaces), text.size()));
        if (text.empty()) return;
        m_skipsSpace = false;
    }
    if (text.empty()) return;
    if (text.find_first_not_of(spaces) != std::string_view::npos) m_hasBegun = true;
    const auto channel = m_isThinking ? engine::Channel::Thinking : engine::Channel::Answer;
    if (!out.empty() && out.back().channel == channel) {
        out.back().text += text;
    } else {
        out.push_back({channel, std::string(text)});
    }
}

/// True while a `<think>` may yet come: what stands before it is white space.
bool TextMarks::waitsForBeginning(bool isEnd) {
    const std::size_t begin = std::min(m_held.find_first_not_of(spaces), m_held.size());
    const std::string_view rest = std::string_view(m_held).substr(begin);
    if (rest.starts_with(thinkBegin)) {
        m_held.erase(0, begin + thinkBegin.size());
        m_isThinking = m_skipsSpace = true;
        return false;
    }
    return !isEnd && beginsOf(rest, thinkBegin);
}

std::vector<engine::TextDelta> TextMarks::drain(bool isEnd) {
    std::vector<engine::TextDelta> out;
    if (!m_hasBegun && !m_isThinking && waitsForBeginning(isEnd)) return out;
    while (!m_held.empty()) {
        const std::size_t mark = std::min(m_held.find('<'), m_held.size());
        give(out, std::string_view(m_held).substr(0, mark));
        m_held.erase(0, mark);
        const auto is = [&](std::string_view text) { return std::string_view(m_held).starts_with(text); };
        const auto may = [&](std::string_view text) { return !isEnd && beginsOf(m_held, text); };
        const auto box = std::find_if(dropped.begin(), dropped.end(), is);
        if (m_held.empty()) break;
        if (m_isThinking && is(thinkEnd)) {
            m_held.erase(0, thinkEnd.size());
            m_isThinking = false;
            m_skipsSpace = m_hasBegun = true;
        } else if (box != dropped.end()) {
            m_held.erase(0, box->size());
        } else if ((m_isThinking && may(thinkEnd)) || std::any_of(dropped.begin(), dropped.end(), may)) {
            break;
        } else {
            give(out, "<");
            m_held.erase(0, 1);
        }
    }
    return out;
}

}  // namespace app
