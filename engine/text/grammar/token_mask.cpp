#include "engine/text/grammar/token_mask.h"

#include <algorithm>
#include <utility>

#include "engine/text/tokenizer.h"

namespace engine::grammar {
namespace {

constexpr std::size_t kMostKnown = 256;  // masks, 19 KB each at 151,552 tokens

void setBit(std::vector<std::uint64_t>& bits, int id) {
    const auto index = static_cast<std::size_t>(id);
    if (id >= 0 && index / 64 < bits.size()) bits[index / 64] |= std::uint64_t{1} << (index % 64);
}

}  // namespace

TokenMask::TokenMask(const Tokenizer& tokenizer, std::shared_ptr<const Grammar> grammar,
                     std::vector<int> endIds)
    : m_tokenizer(&tokenizer),
      m_trie(&tokenizer.trie()),
      m_automaton(std::move(grammar)),
      m_endIds(std::move(endIds)),
      m_state(m_automaton.start()) {
    const char* const marks[] = {"<tool_call>", "</tool_call>", "<arg_key>",
                                 "</arg_key>",  "<arg_value>",  "</arg_value>"};
    for (std::size_t at = 0; at < m_marks.size(); ++at)
        m_marks[at] = tokenizer.idOf(marks[at]);
}

void TokenMask::restart() {
    m_state = m_automaton.start();
}

/// The state after a token that doesn't end the answer.
Automaton::State TokenMask::after(int id) {
    const auto mark = std::find(m_marks.begin(), m_marks.end(), std::optional<int>(id));
    if (mark != m_marks.end()) {
        const auto symbol = ToolCallBegin + static_cast<int>(mark - m_marks.begin());
        return m_automaton.next(m_state, symbol);
    }
    const auto bytes = m_tokenizer->bytesOf(id);
    if (bytes.empty() || m_tokenizer->isAdded(id)) return Automaton::kDead;
    auto state = m_state;
    for (const char byte : bytes) {
        state = m_automaton.next(state, static_cast<unsigned char>(byte));
        if (state == Automaton::kDead) break;
    }
    return state;
}

bool TokenMask::allows(int id) {
    if (std::find(m_endIds.begin(), m_endIds.end(), id) != m_endIds.end())
        return m_automaton.isComplete(m_state);
    return after(id) != Automaton::kDead;
}

void TokenMask::advance(int id) {
    const auto next = after(id);
    if (next != Automaton::kDead) m_state = next;
    if (!m_automaton.isFull()) return;
    m_state = m_automaton.forget(m_state);
    m_known.clear();
}

std::span<const std::uint64_t> TokenMask::bits() {
    const auto found = m_known.find(m_state);
    if (found != m_known.end()) return found->second;
    if (m_known.size() >= kMostKnown) m_known.clear();
    return m_known.emplace(m_state, work()).first->second;
}

TokenMask::Bits TokenMask::work() {
    Bits bits((m_tokenizer->size() + 63) / 64, 0);
    const auto& nodes = m_trie->nodes();
    // The state before each byte of the token that the walk is in.
    std::vector<Automaton::State> states(static_cast<std::size_t>(m_trie->deepest()) + 1, m_state);
    for (std::size_t at = 0; at < m_trie->size();) {
        const auto& node = nodes[at];
        const auto state = m_automaton.next(states[node.depth - 1U], node.byte);
        if (state == Automaton::kDead) {
            at = node.end;
            continue;
        }
        states[node.depth] = state;
        for (const int id : m_trie->tokensAt(at))
            setBit(bits, id);
        ++at;
    }
    for (std::size_t mark = 0; mark < m_marks.size(); ++mark) {
        const auto symbol = ToolCallBegin + static_cast<int>(mark);
        if (m_marks[mark] && m_automaton.next(m_state, symbol) != Automaton::kDead)
            setBit(bits, *m_marks[mark]);
    }
    if (m_automaton.isComplete(m_state)) {
        for (const int id : m_endIds)
            setBit(bits, id);
    }
    return bits;
}

}  // namespace engine::grammar
