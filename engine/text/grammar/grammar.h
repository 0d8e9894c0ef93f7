#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::grammar {

/// What a grammar reads: bytes, and after them the model's own marks, each a token of its own.
enum Symbol : int {
    ToolCallBegin = 256,
    ToolCallEnd,
    ArgKeyBegin,
    ArgKeyEnd,
    ArgValueBegin,
    ArgValueEnd,
    SymbolCount
};

using SymbolSet = std::bitset<SymbolCount>;
using NodeId = int;

enum class Kind {
    Empty,
    Set,        ///< one symbol of a set
    Words,      ///< one of some texts
    Character,  ///< of a JSON string, escapes too
    RawText,    ///< one character of plain text: anything but control characters, except \n, \r and \t
    OtherKey,   ///< the rest of an object's key with its closing quote, none of some names
    Sequence,
    Choice,
    Repeat,
    Rule,  ///< another node, which may be defined later
};

struct Node {
    Kind kind = Kind::Empty;
    std::vector<NodeId> parts;  ///< of Sequence, Choice, Repeat, Rule
    SymbolSet set;
    int root = 0;   ///< of Words and OtherKey: where their texts begin
    int least = 0;  ///< of Repeat
    int most = -1;  ///< of Repeat; -1: no limit
};

/// What an answer may be, as a graph of nodes: made once, const afterwards.
class Grammar {
 public:
    static constexpr std::size_t kMostNodes = 50'000;

    // All throw EngineError BadRequest when the grammar grows too large.
    NodeId empty() { return add({}); }
    NodeId set(const SymbolSet& symbols);
    NodeId symbol(int symbol);
    NodeId text(std::string_view bytes) { return words({std::string(bytes)}); }
    /// `texts` are not empty.
    NodeId words(const std::vector<std::string>& texts);
    NodeId character() { return add({Kind::Character, {}, {}, 0, 0, -1}); }
    NodeId rawText() { return add({Kind::RawText, {}, {}, 0, 0, -1}); }
    /// `names` as they stand between a key's quotes.
    NodeId otherKey(const std::vector<std::string>& names);
    NodeId sequence(std::vector<NodeId> parts);
    NodeId choice(std::vector<NodeId> parts);
    NodeId repeat(NodeId part, int least, int most);
    NodeId rule() { return add({Kind::Rule, {}, {}, 0, 0, -1}); }
    void define(NodeId rule, NodeId node) { m_nodes[static_cast<std::size_t>(rule)].parts = {node}; }
    void setRoot(NodeId root) { m_root = root; }

    NodeId root() const { return m_root; }
    const Node& node(NodeId id) const { return m_nodes[static_cast<std::size_t>(id)]; }
    /// Where matching of the node begins: its position, see Automaton.
    int firstPosition(NodeId id) const;
    /// Whether some text of finite length satisfies the root.
    bool canEnd() const;

    // The texts of Words and OtherKey, letter by letter. -1: no text goes on so.
    int letterAfter(int at, int byte) const;
    bool endsAt(int at) const { return m_letters[static_cast<std::size_t>(at)].end; }
    bool goesOnAt(int at) const { return !m_letters[static_cast<std::size_t>(at)].next.empty(); }

 private:
    struct Letter {
        std::vector<std::pair<std::uint8_t, int>> next;
        bool end = false;
    };
    NodeId add(Node node);
    int spell(const std::vector<std::string>& texts);

    std::vector<Node> m_nodes;
    std::vector<Letter> m_letters;
    NodeId m_root = 0;
};

}  // namespace engine::grammar
