#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/text/grammar/grammar.h"

namespace engine::grammar {

/// The parts that JSON is made of, as nodes of one grammar. White space is at most one new line with 20
/// blanks, or one blank, so that a model can't go on with it for ever.
class JsonRules {
 public:
    explicit JsonRules(Grammar& grammar);

    NodeId space() const { return m_space; }
    NodeId anyValue() const { return m_value; }
    NodeId anyObject() const { return m_object; }
    NodeId anyArray() const { return m_array; }
    NodeId integer() const { return m_integer; }
    NodeId number() const { return m_number; }
    /// With its quotes; lengths in characters, -1: no limit.
    NodeId string(int least, int most);
    /// With its brackets.
    NodeId array(NodeId item, int least, int most);

    struct Property {
        std::string name;
        NodeId value = 0;
        bool required = false;
    };
    /// With its braces, in this order; `others` are the values of further properties, if there may be any.
    NodeId object(const std::vector<Property>& properties, std::optional<NodeId> others);

    /// A value as it is written without white space.
    static std::string spelled(const std::string& text);

 private:
    NodeId pair(NodeId key, NodeId value);
    NodeId othersFrom(const std::vector<Property>& properties, NodeId value, NodeId end);

    Grammar& m_grammar;
    NodeId m_space = 0, m_value = 0, m_object = 0, m_array = 0, m_integer = 0, m_number = 0;
    NodeId m_colon = 0, m_comma = 0;
};

}  // namespace engine::grammar
