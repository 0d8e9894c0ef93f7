#include "app/server/cache/answer_prefix.h"

#include <algorithm>
#include <string_view>

namespace app {
namespace {

/// Logprobs may differ in their last digits from one computation to the next.
bool isSame(const engine::Event& left, const engine::Event& right) {
    if (left.index() != right.index()) return false;
    if (const auto* call = std::get_if<engine::ToolCall>(&left)) {
        const auto& other = std::get<engine::ToolCall>(right);
        return call->name == other.name && call->arguments == other.arguments;
    }
    const auto* choice = std::get_if<engine::TokenChoice>(&left);
    return choice != nullptr && choice->chosen.id == std::get<engine::TokenChoice>(right).chosen.id;
}

}  // namespace

bool AnswerPrefix::pass(const engine::Event& event, const engine::EventSink& sink) {
    if (std::holds_alternative<engine::Progress>(event)) {
        sink(event);
        return true;
    }
    if (const auto* delta = std::get_if<engine::TextDelta>(&event)) return passText(*delta, sink);
    if (m_event < m_given.size()) {
        // A text that came whole ends here.
        const auto* text = std::get_if<engine::TextDelta>(&m_given[m_event]);
        if (text != nullptr && m_offset == text->text.size()) {
            ++m_event;
            m_offset = 0;
        }
    }
    if (m_event < m_given.size()) {
        if (!isSame(event, m_given[m_event])) return false;
        ++m_event;
        return true;
    }
    m_given.push_back(event);
    ++m_event;
    sink(event);
    return true;
}

bool AnswerPrefix::passText(const engine::TextDelta& delta, const engine::EventSink& sink) {
    std::string_view rest = delta.text;
    while (!rest.empty()) {
        if (m_event == m_given.size()) {
            m_given.emplace_back(engine::TextDelta{delta.channel, {}});
            m_offset = 0;
        }
        auto* given = std::get_if<engine::TextDelta>(&m_given[m_event]);
        const bool isLast = m_event + 1 == m_given.size();
        const std::size_t left = given == nullptr ? 0 : given->text.size() - m_offset;
        if (given != nullptr && left == 0 && (!isLast || given->channel != delta.channel)) {
            ++m_event;
            m_offset = 0;
            continue;
        }
        if (given == nullptr || given->channel != delta.channel) return false;
        if (left == 0) {
            given->text += rest;
            m_offset = given->text.size();
            sink(engine::TextDelta{delta.channel, std::string(rest)});
            return true;
        }
        const std::size_t common = std::min(left, rest.size());
        if (given->text.compare(m_offset, common, rest.substr(0, common)) != 0) return false;
        m_offset += common;
        rest.remove_prefix(common);
    }
    return true;
}

void AnswerPrefix::beginAnew() {
    m_event = 0;
    m_offset = 0;
}

}  // namespace app
