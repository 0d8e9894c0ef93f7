#include "engine/text/grammar/json_rules.h"

#include <nlohmann/json.hpp>

namespace engine::grammar {
namespace {

constexpr int kMostDigits = 15;  // what a double keeps
constexpr int kMostBlanks = 20;

SymbolSet oneOf(std::string_view bytes) {
    SymbolSet set;
    for (const char byte : bytes)
        set.set(static_cast<unsigned char>(byte));
    return set;
}

}  // namespace

JsonRules::JsonRules(Grammar& grammar) : m_grammar(grammar) {
    Grammar& g = m_grammar;
    const NodeId blanks = g.repeat(g.set(oneOf(" \t")), 0, kMostBlanks);
    m_space = g.choice({g.empty(), g.text(" "), g.sequence({g.text("\n"), blanks})});
    m_colon = g.sequence({m_space, g.text(":"), m_space});
    m_comma = g.sequence({m_space, g.text(","), m_space});

    const NodeId digit = g.set(oneOf("0123456789"));
    const NodeId sign = g.choice({g.empty(), g.text("-")});
    const NodeId more = g.repeat(digit, 0, kMostDigits - 1);
    m_integer = g.sequence({sign, g.choice({g.text("0"), g.sequence({g.set(oneOf("123456789")), more})})});
    const NodeId fraction = g.sequence({g.text("."), g.repeat(digit, 1, kMostDigits)});
    const NodeId exponent =
        g.sequence({g.set(oneOf("eE")), g.choice({g.empty(), g.set(oneOf("+-"))}), g.repeat(digit, 1, 2)});
    m_number = g.sequence({m_integer, g.choice({g.empty(), fraction}), g.choice({g.empty(), exponent})});

    m_value = g.rule();
    m_object = object({}, m_value);
    m_array = array(m_value, 0, -1);
    g.define(m_value,
             g.choice({m_object, m_array, string(0, -1), m_number, g.words({"true", "false", "null"})}));
}

std::string JsonRules::spelled(const std::string& text) {
    return nlohmann::json(text).dump();
}

NodeId JsonRules::string(int least, int most) {
    const NodeId quote = m_grammar.text("\"");
    return m_grammar.sequence({quote, m_grammar.repeat(m_grammar.character(), least, most), quote});
}

NodeId JsonRules::array(NodeId item, int least, int most) {
    Grammar& g = m_grammar;
    std::vector<NodeId> contents;
    if (least == 0) contents.push_back(g.empty());
    if (most != 0) {
        const NodeId rest =
            g.repeat(g.sequence({m_comma, item}), least > 0 ? least - 1 : 0, most < 0 ? -1 : most - 1);
        contents.push_back(g.sequence({m_space, item, rest}));
    }
    return g.sequence({g.text("["), g.choice(std::move(contents)), m_space, g.text("]")});
}

NodeId JsonRules::pair(NodeId key, NodeId value) {
    return m_grammar.sequence({key, m_colon, value});
}

/// One further property and as many more as come, up to `end`.
NodeId JsonRules::othersFrom(const std::vector<Property>& properties, NodeId value, NodeId end) {
    Grammar& g = m_grammar;
    std::vector<std::string> names;
    for (const auto& property : properties) {
        const std::string quoted = spelled(property.name);
        names.push_back(quoted.substr(1, quoted.size() - 2));
    }
    const NodeId other = pair(g.sequence({g.text("\""), g.otherKey(names)}), value);
    return g.sequence({other, g.repeat(g.sequence({m_comma, other}), 0, -1), end});
}

NodeId JsonRules::object(const std::vector<Property>& properties, std::optional<NodeId> others) {
    Grammar& g = m_grammar;
    const NodeId end = g.sequence({m_space, g.text("}")});
    // From the last to the first: `next` is one of the properties from here on and all that follows; `rest`
    // is what may stand after a property.
    std::optional<NodeId> next;
    if (others) next = othersFrom(properties, *others, end);
    bool mayEnd = true;
    const auto rest = [&] {
        std::vector<NodeId> ways;
        if (mayEnd) ways.push_back(end);
        if (next) ways.push_back(g.sequence({m_comma, *next}));
        return g.choice(std::move(ways));
    };
    for (auto property = properties.rbegin(); property != properties.rend(); ++property) {
        const NodeId here = g.sequence({pair(g.text(spelled(property->name)), property->value), rest()});
        next = property->required || !next ? here : g.choice({here, *next});
        mayEnd = mayEnd && !property->required;
    }
    std::vector<NodeId> ways;
    if (mayEnd) ways.push_back(end);
    if (next) ways.push_back(g.sequence({m_space, *next}));
    return g.sequence({g.text("{"), g.choice(std::move(ways))});
}

}  // namespace engine::grammar
