#include "engine/text/grammar/automaton.h"

#include <algorithm>
#include <utility>

#include "engine/text/grammar/character.h"

namespace engine::grammar {
namespace {

constexpr std::size_t mix(std::size_t hash, int value) {
    return (hash ^ static_cast<std::size_t>(static_cast<unsigned>(value))) * 0x9E3779B97F4A7C15ULL +
           (hash >> 29U);
}

}  // namespace

std::size_t Automaton::CellHash::operator()(const Cell& cell) const {
    return mix(mix(mix(1, cell.node), cell.position), cell.after);
}

std::size_t Automaton::CellsHash::operator()(const std::vector<int>& cells) const {
    std::size_t hash = cells.size();
    for (const int cell : cells)
        hash = mix(hash, cell);
    return hash;
}

Automaton::Automaton(std::shared_ptr<const Grammar> grammar) : m_grammar(std::move(grammar)) {
    begin();
}

void Automaton::begin() {
    m_cells.assign(1, {});  // the end
    m_cellIds.clear();
    m_states.clear();
    m_stateIds.clear();
    m_seen.assign(1, 0);
    m_closure = 0;
    m_start = close({cellOf(m_grammar->root(), 0)});
}

bool Automaton::isFinal(State state) const {
    const auto& cells = m_states[static_cast<std::size_t>(state)].cells;
    return cells.size() == 1 && cells.front() == 0;
}

Automaton::State Automaton::forget(State state) {
    // Its cells with all that comes after them, copied in an order in which what comes after is there first.
    const std::vector<Cell> old = std::move(m_cells);
    const auto kept = m_states[static_cast<std::size_t>(state)].cells;
    begin();
    std::unordered_map<int, int> renamed = {{0, 0}};
    std::vector<int> cells;
    for (const int cell : kept) {
        std::vector<int> chain;
        for (int at = cell; !renamed.contains(at); at = old[static_cast<std::size_t>(at)].after)
            chain.push_back(at);
        for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
            const Cell& c = old[static_cast<std::size_t>(*at)];
            renamed[*at] = cellOf(c.node, c.position, renamed.at(c.after));
        }
        cells.push_back(renamed.at(cell));
    }
    return close(std::move(cells));
}

int Automaton::cellOf(NodeId node, int position, int after) {
    const Cell cell{node, position, after};
    const auto [found, isNew] = m_cellIds.try_emplace(cell, static_cast<int>(m_cells.size()));
    if (isNew) {
        m_cells.push_back(cell);
        m_seen.push_back(0);
    }
    return found->second;
}

Automaton::State Automaton::step(State state, int symbol) {
    std::vector<int> left;
    // Past the bounds nothing new is worked out: what is not known is forbidden.
    if (m_states.size() < kMostStates && m_cells.size() < kMostCells) {
        const auto cells = m_states[static_cast<std::size_t>(state)].cells;
        for (const int cell : cells)
            read(cell, symbol, left);
    }
    const State next = left.empty() ? kDead : close(std::move(left));
    m_states[static_cast<std::size_t>(state)].next[static_cast<std::size_t>(symbol)] = next;
    return next;
}

void Automaton::read(int id, int symbol, std::vector<int>& out) {
    if (id == 0) return;
    const Cell cell = m_cells[static_cast<std::size_t>(id)];
    const Node& node = m_grammar->node(cell.node);
    const auto character = [&](int next) {
        if (next == kCharacterDone) out.push_back(cell.after);
        if (next >= 0) out.push_back(cellOf(cell.node, next, cell.after));
    };
    switch (node.kind) {
        case Kind::Set:
            if (node.set.test(static_cast<std::size_t>(symbol))) out.push_back(cell.after);
            break;
        case Kind::Words: {
            const int letter = symbol > 0xFF ? -1 : m_grammar->letterAfter(cell.position, symbol);
            if (letter < 0) break;
            if (m_grammar->endsAt(letter)) out.push_back(cell.after);
            if (m_grammar->goesOnAt(letter)) out.push_back(cellOf(cell.node, letter, cell.after));
            break;
        }
        case Kind::Character:
            character(jsonCharacter(cell.position, symbol));
            break;
        case Kind::RawText:
            character(rawCharacter(cell.position, symbol));
            break;
        case Kind::OtherKey: {
            // Position: 8 times the letter (0: none of the names any more), and the state of a character.
            const int letter = cell.position / 8 - 1;
            const int state = cell.position % 8;
            if (state == 0 && symbol == '"') {
                if (letter < 0 || !m_grammar->endsAt(letter)) out.push_back(cell.after);
                break;
            }
            if (state == 0 && (symbol == '\\' || symbol < 0x20)) break;  // an escape could spell a name
            const int next = rawCharacter(state, symbol);
            if (next == kCharacterBad) break;
            const int spelled = letter < 0 ? -1 : m_grammar->letterAfter(letter, symbol);
            out.push_back(cellOf(cell.node, (spelled + 1) * 8 + std::max(next, 0), cell.after));
            break;
        }
        default:
            break;
    }
}

Automaton::State Automaton::close(std::vector<int> work) {
    std::vector<int> ready;
    ++m_closure;
    while (!work.empty()) {
        const int id = work.back();
        work.pop_back();
        if (std::exchange(m_seen[static_cast<std::size_t>(id)], m_closure) == m_closure) continue;
        const auto kind =
            id == 0 ? Kind::Set : m_grammar->node(m_cells[static_cast<std::size_t>(id)].node).kind;
        if (kind == Kind::Empty || kind >= Kind::Sequence) {
            open(id, work);
        } else {
            ready.push_back(id);
        }
    }
    return ready.empty() ? kDead : intern(std::move(ready));
}

void Automaton::open(int id, std::vector<int>& work) {
    const Cell cell = m_cells[static_cast<std::size_t>(id)];
    const Node& node = m_grammar->node(cell.node);
    switch (node.kind) {
        case Kind::Sequence: {
            const auto part = static_cast<std::size_t>(cell.position);
            const bool isLast = part + 1 == node.parts.size();
            const int rest = isLast ? cell.after : cellOf(cell.node, cell.position + 1, cell.after);
            work.push_back(cellOf(node.parts[part], rest));
            break;
        }
        case Kind::Repeat: {
            if (cell.position >= node.least) work.push_back(cell.after);
            if (node.most >= 0 && cell.position >= node.most) break;
            // Beyond what it must count it needn't.
            const int count = node.most < 0 ? std::min(cell.position + 1, node.least) : cell.position + 1;
            work.push_back(cellOf(node.parts.front(), cellOf(cell.node, count, cell.after)));
            break;
        }
        case Kind::Choice:
        case Kind::Rule:
            for (const NodeId part : node.parts)
                work.push_back(cellOf(part, cell.after));
            break;
        default:
            work.push_back(cell.after);
            break;
    }
}

Automaton::State Automaton::intern(std::vector<int> cells) {
    std::sort(cells.begin(), cells.end());
    const auto [found, isNew] = m_stateIds.try_emplace(std::move(cells), static_cast<State>(m_states.size()));
    if (isNew) {
        StateData data;
        data.cells = found->first;
        data.complete = data.cells.front() == 0;
        data.next.fill(kUnknown);
        m_states.push_back(std::move(data));
    }
    return found->second;
}

}  // namespace engine::grammar
