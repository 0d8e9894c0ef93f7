#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/text/grammar/grammar.h"
#include "engine/text/grammar/json_rules.h"

namespace engine::grammar {

/// Parses JSON of a client under limits: 256 KiB, 64 levels. Throws EngineError BadRequest that begins with
/// `field`.
nlohmann::ordered_json parseLimited(const std::string& text, const std::string& field);

/// Turns a JSON Schema of the subset in README.md into nodes. What it doesn't know it refuses by name and
/// place: EngineError BadRequest "response_format: pattern at #/properties/id".
class SchemaCompiler {
 public:
    /// `document` is where $ref points into, and must outlive the compiler.
    SchemaCompiler(Grammar& grammar, JsonRules& json, const nlohmann::ordered_json& document,
                   std::string field);

    /// `place` is the schema's own within the document: "#", "#/properties/id".
    NodeId compile(const nlohmann::ordered_json& schema, const std::string& place);
    /// Compiles what was referred to. Call it once, last.
    void finish();

 private:
    using Json = nlohmann::ordered_json;

    NodeId byType(const Json& schema, const std::string& type, const std::string& place);
    NodeId object(const Json& schema, const std::string& place);
    NodeId array(const Json& schema, const std::string& place);
    NodeId string(const Json& schema, const std::string& place);
    NodeId values(const Json& schema, const Json& list, const std::string& place);
    NodeId anyOf(const Json& list, const std::string& place);
    NodeId reference(const Json& schema, const std::string& place);
    std::vector<std::string> typesOf(const Json& schema, const std::string& place) const;
    int countOf(const Json& schema, const char* key, int otherwise, const std::string& place) const;
    void requireKnown(const Json& schema, const std::string& place) const;
    void requireAlone(const Json& schema, const char* key, const std::string& place) const;
    [[noreturn]] void refuse(const std::string& what, const std::string& place) const;

    Grammar& m_grammar;
    JsonRules& m_json;
    const Json& m_document;
    std::string m_field;
    std::map<std::string, NodeId> m_references;
    std::vector<std::pair<std::string, NodeId>> m_open;  // referred to, not yet compiled
};

}  // namespace engine::grammar
