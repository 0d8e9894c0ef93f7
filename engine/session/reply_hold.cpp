#include "engine/session/reply_hold.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/error.h"
#include "engine/sampling/row.h"
#include "engine/text/grammar/answer_grammar.h"

namespace engine {
namespace {

constexpr float kForbidden = -std::numeric_limits<float>::infinity();

void forbid(std::span<float> logits, std::optional<int> id) {
    if (id && static_cast<std::size_t>(*id) < logits.size())
        logits[static_cast<std::size_t>(*id)] = kForbidden;
}

}  // namespace

ReplyHold::ReplyHold(const Tokenizer& tokenizer, const Request& request, std::vector<int> endIds,
                     ReplyStart start)
    : m_tokenizer(&tokenizer),
      m_endIds(std::move(endIds)),
      m_thinkBegin(tokenizer.idOf("<think>")),
      m_thinkEnd(tokenizer.idOf("</think>")),
      m_toolBegin(tokenizer.idOf("<tool_call>")),
      m_toolEnd(tokenizer.idOf("</tool_call>")) {
    using Choice = ToolChoice::Kind;
    const auto choice = request.toolChoice.kind;
    const bool mustCall = choice == Choice::Required || choice == Choice::Named;
    std::shared_ptr<const grammar::Grammar> held;
    if (mustCall) {
        held = grammar::toolGrammar(request.tools, request.toolChoice);
        for (const char* mark :
             {"<tool_call>", "</tool_call>", "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>"}) {
            if (!tokenizer.idOf(mark))
                throw EngineError(ErrorCode::BadRequest, "",
                                  "tool_choice: this model has no notation for tools");
        }
    } else {
        held = grammar::formatGrammar(request.format);
    }
    if (!request.tools.empty() && choice == Choice::None) m_banned = m_toolBegin;
    if (!held) return;
    m_mask.emplace(tokenizer, std::move(held), m_endIds);
    m_phase = start == ReplyStart::InThinking && m_thinkEnd ? Phase::Thinking : Phase::Held;
    m_mayThink = request.enableThinking.value_or(true) && m_thinkEnd.has_value();
    m_mayCall = !mustCall && !request.tools.empty() && choice == Choice::Auto;
}

bool ReplyHold::isEnd(int id) const {
    return std::find(m_endIds.begin(), m_endIds.end(), id) != m_endIds.end();
}

bool ReplyHold::isBlank(int id) const {
    return m_tokenizer->bytesOf(id).find_first_not_of(" \n") == std::string_view::npos;
}

bool ReplyHold::allows(int id) {
    if (m_banned == id) return false;
    switch (m_phase) {
        case Phase::Free:
            return true;
        case Phase::Calling:
            return !isEnd(id);
        case Phase::Thinking:
            return !isEnd(id) && m_toolBegin != id;
        case Phase::Held:
            break;
    }
    // Asked for the likeliest token: a mark that opens the answer is the model's own wish then.
    if (m_atStart && ((m_mayThink && m_thinkBegin == id) || (m_mayCall && m_toolBegin == id))) return true;
    return m_mask->allows(id);
}

void ReplyHold::apply(std::span<float> logits) {
    forbid(logits, m_banned);
    if (m_phase == Phase::Held) {
        applyMask(logits);
    } else if (m_phase != Phase::Free) {
        for (const int id : m_endIds)
            forbid(logits, id);
        if (m_phase == Phase::Thinking) forbid(logits, m_toolBegin);
    }
}

void ReplyHold::applyMask(std::span<float> logits) {
    // Marks that may open the answer are no part of the grammar: their logits stay where the model wants them
    // most. What merely remains of a forbidden wish must not send a model thinking that never learned to.
    std::vector<std::pair<std::size_t, float>> kept;
    const auto keep = [&](std::optional<int> id) {
        const auto index = static_cast<std::size_t>(id.value_or(0));
        if (id && index < logits.size()) kept.emplace_back(index, logits[index]);
    };
    if (m_atStart && (m_mayThink || m_mayCall)) {
        const int wish = highestOf(logits).id;
        if ((m_mayThink && m_thinkBegin == wish) || (m_mayCall && m_toolBegin == wish)) keep(wish);
    }
    const auto bits = m_mask->bits();
    const bool any = std::any_of(bits.begin(), bits.end(), [](std::uint64_t word) { return word != 0; });
    if (!any && kept.empty()) {  // no token can spell what must come: it ends here
        for (const int id : m_endIds)
            keep(id);
        if (kept.empty()) return;
    }
    for (std::size_t begin = 0; begin < logits.size(); begin += 64) {
        const auto part = logits.subspan(begin, std::min<std::size_t>(64, logits.size() - begin));
        const std::uint64_t word = begin / 64 < bits.size() ? bits[begin / 64] : 0;
        if (word == ~std::uint64_t{0}) continue;
        if (word == 0) {
            std::fill(part.begin(), part.end(), kForbidden);
            continue;
        }
        for (std::size_t bit = 0; bit < part.size(); ++bit)
            part[bit] = ((word >> bit) & 1U) != 0 ? part[bit] : kForbidden;
    }
    for (const auto& [index, logit] : kept)
        logits[index] = logit;
}

void ReplyHold::note(int id) {
    switch (m_phase) {
        case Phase::Free:
            return;
        case Phase::Thinking:
            if (m_thinkEnd != id) return;
            m_phase = Phase::Held;
            m_mask->restart();
            m_atStart = true;
            m_mayThink = false;
            return;
        case Phase::Calling:  // after it the format is fulfilled otherwise
            if (m_toolEnd == id) m_phase = Phase::Free;
            return;
        case Phase::Held:
            break;
    }
    if (m_atStart && m_mayThink && m_thinkBegin == id) {
        m_phase = Phase::Thinking;
    } else if (m_atStart && m_mayCall && m_toolBegin == id) {
        m_phase = Phase::Calling;
    } else {
        m_mask->advance(id);
        m_atStart = m_atStart && isBlank(id);
    }
}

}  // namespace engine
