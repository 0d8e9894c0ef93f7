#include "engine/text/grammar/grammar.h"

#include <algorithm>

#include "engine/error.h"

namespace engine::grammar {
namespace {

constexpr std::size_t kMostLetters = 500'000;

[[noreturn]] void tooLarge() {
    throw EngineError(ErrorCode::BadRequest, "", "response_format: the schema is too large");
}

}  // namespace

NodeId Grammar::add(Node node) {
    if (m_nodes.size() >= kMostNodes) tooLarge();
    m_nodes.push_back(std::move(node));
    return static_cast<NodeId>(m_nodes.size()) - 1;
}

NodeId Grammar::set(const SymbolSet& symbols) {
    Node node;
    node.kind = Kind::Set;
    node.set = symbols;
    return add(std::move(node));
}

NodeId Grammar::symbol(int symbol) {
    return set(SymbolSet().set(static_cast<std::size_t>(symbol)));
}

NodeId Grammar::words(const std::vector<std::string>& texts) {
    Node node;
    node.kind = Kind::Words;
    node.root = spell(texts);
    return add(std::move(node));
}

NodeId Grammar::otherKey(const std::vector<std::string>& names) {
    Node node;
    node.kind = Kind::OtherKey;
    node.root = spell(names);
    return add(std::move(node));
}

NodeId Grammar::sequence(std::vector<NodeId> parts) {
    if (parts.empty()) return empty();
    if (parts.size() == 1) return parts.front();
    Node node;
    node.kind = Kind::Sequence;
    node.parts = std::move(parts);
    return add(std::move(node));
}

NodeId Grammar::choice(std::vector<NodeId> parts) {
    if (parts.size() == 1) return parts.front();
    Node node;
    node.kind = Kind::Choice;
    node.parts = std::move(parts);
    return add(std::move(node));
}

NodeId Grammar::repeat(NodeId part, int least, int most) {
    Node node;
    node.kind = Kind::Repeat;
    node.parts = {part};
    node.least = least;
    node.most = most;
    return add(std::move(node));
}

int Grammar::spell(const std::vector<std::string>& texts) {
    const auto fresh = [this] {
        if (m_letters.size() >= kMostLetters) tooLarge();
        m_letters.emplace_back();
        return static_cast<int>(m_letters.size()) - 1;
    };
    const int root = fresh();
    for (const auto& text : texts) {
        int at = root;
        for (const char c : text) {
            const auto byte = static_cast<std::uint8_t>(c);
            int next = letterAfter(at, byte);
            if (next < 0) {
                next = fresh();
                m_letters[static_cast<std::size_t>(at)].next.emplace_back(byte, next);
            }
            at = next;
        }
        m_letters[static_cast<std::size_t>(at)].end = true;
    }
    return root;
}

int Grammar::letterAfter(int at, int byte) const {
    for (const auto& [letter, next] : m_letters[static_cast<std::size_t>(at)].next) {
        if (letter == byte) return next;
    }
    return -1;
}

int Grammar::firstPosition(NodeId id) const {
    const Node& n = node(id);
    if (n.kind == Kind::Words) return n.root;
    if (n.kind == Kind::OtherKey) return (n.root + 1) * 8;
    return 0;
}

bool Grammar::canEnd() const {
    // What can end makes more things end, until nothing changes.
    std::vector<char> ends(m_nodes.size(), 0);
    const auto endsNow = [&](const Node& n) {
        const auto can = [&](NodeId part) { return ends[static_cast<std::size_t>(part)] != 0; };
        switch (n.kind) {
            case Kind::Sequence:
                return std::all_of(n.parts.begin(), n.parts.end(), can);
            case Kind::Choice:
            case Kind::Rule:
                return std::any_of(n.parts.begin(), n.parts.end(), can);
            case Kind::Repeat:
                return n.least == 0 || can(n.parts.front());
            default:
                return true;
        }
    };
    bool changed = true;
    const auto look = [&](std::size_t at) {
        if (ends[at] != 0 || !endsNow(m_nodes[at])) return;
        ends[at] = 1;
        changed = true;
    };
    while (changed) {  // to and fro, since rules speak of later nodes and the others of earlier ones
        changed = false;
        for (std::size_t at = 0; at < m_nodes.size(); ++at)
            look(at);
        for (std::size_t at = m_nodes.size(); at-- > 0;)
            look(at);
    }
    return ends[static_cast<std::size_t>(m_root)] != 0;
}

}  // namespace engine::grammar
