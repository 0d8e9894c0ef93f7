#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/text/grammar/grammar.h"

namespace engine::grammar {

/// Runs a grammar symbol by symbol: a pushdown automaton that follows all its possibilities at once. What it
/// has worked out it keeps, so that a step it knows costs one look into a table.
class Automaton {
 public:
    using State = int;
    static constexpr State kDead = -1;

    explicit Automaton(std::shared_ptr<const Grammar> grammar);

    State start() const { return m_start; }
    /// kDead when the symbol can't come now. `state` must not be kDead.
    State next(State state, int symbol) {
        const State known = m_states[static_cast<std::size_t>(state)].next[static_cast<std::size_t>(symbol)];
        return known != kUnknown ? known : step(state, symbol);
    }
    /// The answer may end here.
    bool isComplete(State state) const { return m_states[static_cast<std::size_t>(state)].complete; }
    /// It can't but end here.
    bool isFinal(State state) const;

    /// Whether it keeps so much that forget() is due.
    bool isFull() const { return m_states.size() > kManyStates || m_cells.size() > kManyCells; }
    /// Forgets all states but this one, which has another name afterwards. start() is still there.
    State forget(State state);

 private:
    static constexpr State kUnknown = -2;
    static constexpr std::size_t kManyStates = 4096;
    static constexpr std::size_t kMostStates = 32'768;
    static constexpr std::size_t kManyCells = 500'000;
    static constexpr std::size_t kMostCells = 4'000'000;

    /// What is to be matched, and the cell of what comes after it. Cells that are equal are one. Cell 0 is
    /// the end.
    struct Cell {
        NodeId node = 0;
        int position = 0;  // in the node: part of a Sequence, count of a Repeat, letter, byte of a character
        int after = 0;

        bool operator==(const Cell&) const = default;
    };
    struct CellHash {
        std::size_t operator()(const Cell& cell) const;
    };
    struct CellsHash {
        std::size_t operator()(const std::vector<int>& cells) const;
    };
    struct StateData {
        std::vector<int> cells;  // sorted; each can read a symbol, or is 0
        std::array<State, SymbolCount> next{};
        bool complete = false;
    };

    void begin();
    int cellOf(NodeId node, int position, int after);
    int cellOf(NodeId node, int after) { return cellOf(node, m_grammar->firstPosition(node), after); }
    /// Appends the cells that are left when `cell` has read the symbol.
    void read(int cell, int symbol, std::vector<int>& out);
    /// The state in which any of these cells may go on.
    State close(std::vector<int> cells);
    void open(int cell, std::vector<int>& work);
    State intern(std::vector<int> cells);
    State step(State state, int symbol);

    std::shared_ptr<const Grammar> m_grammar;
    std::vector<Cell> m_cells;
    std::unordered_map<Cell, int, CellHash> m_cellIds;
    std::vector<StateData> m_states;
    std::unordered_map<std::vector<int>, State, CellsHash> m_stateIds;
    std::vector<int> m_seen;  // by cell: the closure that met it last
    int m_closure = 0;
    State m_start = kDead;
};

}  // namespace engine::grammar
