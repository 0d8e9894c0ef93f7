#include "engine/text/grammar/schema.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/error.h"

namespace engine::grammar {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLargestText = 256 * 1024;
constexpr int kDeepest = 64;
constexpr int kMostCount = 1'000'000;

// Words that say nothing about what is allowed.
constexpr std::array<std::string_view, 12> kNotes = {"title",    "description", "default",    "examples",
                                                     "$schema",  "$id",         "$comment",   "$defs",
                                                     "readOnly", "writeOnly",   "deprecated", "definitions"};
constexpr std::array<std::string_view, 13> kKnown = {
    "type",  "properties", "required",  "additionalProperties",
    "items", "minItems",   "maxItems",  "enum",
    "const", "minLength",  "maxLength", "anyOf",
    "$ref"};

template <std::size_t size>
bool isIn(const std::array<std::string_view, size>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::string typeOf(const Json& value) {
    if (value.is_number_integer()) return "integer";
    return value.type_name();  // object, array, string, number, boolean, null
}

}  // namespace

Json parseLimited(const std::string& text, const std::string& field) {
    const auto refuse = [&field](const char* what) {
        throw EngineError(ErrorCode::BadRequest, "", field + ": " + what);
    };
    if (text.size() > kLargestText) refuse("more than 256 KiB");
    const auto watch = [&refuse](int depth, Json::parse_event_t, Json&) {
        if (depth > kDeepest) refuse("more than 64 levels");
        return true;
    };
    try {
        return Json::parse(text, watch);
    } catch (const nlohmann::json::exception&) {
        refuse("no valid JSON");
    }
    return {};
}

SchemaCompiler::SchemaCompiler(Grammar& grammar, JsonRules& json, const Json& document, std::string field)
    : m_grammar(grammar), m_json(json), m_document(document), m_field(std::move(field)) {}

void SchemaCompiler::refuse(const std::string& what, const std::string& place) const {
    throw EngineError(ErrorCode::BadRequest, "", m_field + ": " + what + " at " + place);
}

void SchemaCompiler::requireKnown(const Json& schema, const std::string& place) const {
    for (const auto& [key, value] : schema.items()) {
        if (!isIn(kKnown, key) && !isIn(kNotes, key)) refuse(key, place);
    }
}

void SchemaCompiler::requireAlone(const Json& schema, const char* key, const std::string& place) const {
    for (const auto& [other, value] : schema.items()) {
        if (other != key && !isIn(kNotes, other)) refuse(other + " beside " + key, place);
    }
}

int SchemaCompiler::countOf(const Json& schema, const char* key, int otherwise,
                            const std::string& place) const {
    const auto found = schema.find(key);
    if (found == schema.end()) return otherwise;
    if (!found->is_number_integer() || *found < 0 || *found > kMostCount) refuse(key, place);
    return found->get<int>();
}

NodeId SchemaCompiler::compile(const Json& schema, const std::string& place) {
    if (schema.is_boolean() && schema.get<bool>()) return m_json.anyValue();
    if (!schema.is_object()) refuse("no schema", place);
    requireKnown(schema, place);
    if (schema.contains("$ref")) return reference(schema, place);
    if (schema.contains("anyOf")) {
        requireAlone(schema, "anyOf", place);
        return anyOf(schema["anyOf"], place);
    }
    if (schema.contains("enum")) return values(schema, schema["enum"], place + "/enum");
    if (schema.contains("const")) return values(schema, Json::array({schema["const"]}), place + "/const");
    std::vector<NodeId> ways;
    for (const auto& type : typesOf(schema, place))
        ways.push_back(byType(schema, type, place));
    return ways.empty() ? m_json.anyValue() : m_grammar.choice(std::move(ways));
}

/// Without a type, the one that its other words speak of; none when they speak of none.
std::vector<std::string> SchemaCompiler::typesOf(const Json& schema, const std::string& place) const {
    const auto type = schema.find("type");
    if (type == schema.end()) {
        if (schema.contains("properties") || schema.contains("required") ||
            schema.contains("additionalProperties"))
            return {"object"};
        if (schema.contains("items") || schema.contains("minItems") || schema.contains("maxItems"))
            return {"array"};
        if (schema.contains("minLength") || schema.contains("maxLength")) return {"string"};
        return {};
    }
    std::vector<std::string> types;
    for (const Json& one : type->is_array() ? *type : Json::array({*type})) {
        if (!one.is_string()) refuse("type", place);
        types.push_back(one.get<std::string>());
    }
    if (types.empty()) refuse("type", place);
    return types;
}

NodeId SchemaCompiler::byType(const Json& schema, const std::string& type, const std::string& place) {
    if (type == "object") return object(schema, place);
    if (type == "array") return array(schema, place);
    if (type == "string") return string(schema, place);
    if (type == "number") return m_json.number();
    if (type == "integer") return m_json.integer();
    if (type == "boolean") return m_grammar.words({"true", "false"});
    if (type == "null") return m_grammar.text("null");
    refuse("type " + type.substr(0, 40), place);
}

NodeId SchemaCompiler::object(const Json& schema, const std::string& place) {
    std::vector<JsonRules::Property> properties;
    const auto described = schema.find("properties");
    if (described != schema.end()) {
        if (!described->is_object()) refuse("properties", place);
        for (const auto& [name, value] : described->items())
            properties.push_back({name, compile(value, place + "/properties/" + name), false});
    }
    std::optional<NodeId> others;
    const auto additional = schema.find("additionalProperties");
    if (additional == schema.end()) {
        // A schema that names properties means these.
        if (described == schema.end()) others = m_json.anyValue();
    } else if (!additional->is_boolean() || additional->get<bool>()) {
        others = compile(*additional, place + "/additionalProperties");
    }
    if (const auto required = schema.find("required"); required != schema.end()) {
        if (!required->is_array()) refuse("required", place);
        for (const Json& name : *required) {
            const auto found = std::find_if(properties.begin(), properties.end(),
                                            [&name](const auto& property) { return name == property.name; });
            if (found == properties.end()) refuse("required without a property", place);
            found->required = true;
        }
    }
    return m_json.object(properties, others);
}

NodeId SchemaCompiler::array(const Json& schema, const std::string& place) {
    const int least = countOf(schema, "minItems", 0, place);
    const int most = countOf(schema, "maxItems", -1, place);
    if (most >= 0 && most < least) refuse("maxItems", place);
    const auto items = schema.find("items");
    const NodeId item = items == schema.end() ? m_json.anyValue() : compile(*items, place + "/items");
    return m_json.array(item, least, most);
}

NodeId SchemaCompiler::string(const Json& schema, const std::string& place) {
    const int least = countOf(schema, "minLength", 0, place);
    const int most = countOf(schema, "maxLength", -1, place);
    if (most >= 0 && most < least) refuse("maxLength", place);
    return m_json.string(least, most);
}

NodeId SchemaCompiler::values(const Json& schema, const Json& list, const std::string& place) {
    if (!list.is_array()) refuse("enum", place);
    for (const auto& [key, value] : schema.items()) {
        if (key != "enum" && key != "const" && key != "type" && !isIn(kNotes, key))
            refuse(key + " beside enum", place);
    }
    const auto types = schema.contains("type") ? typesOf(schema, place) : std::vector<std::string>();
    std::vector<std::string> spelled;
    for (const Json& value : list) {
        const auto type = typeOf(value);
        const auto fits = [&type](const std::string& wanted) {
            return wanted == type || (wanted == "number" && type == "integer");
        };
        if (types.empty() || std::any_of(types.begin(), types.end(), fits)) spelled.push_back(value.dump());
    }
    if (spelled.empty()) refuse("no value that fits", place);
    return m_grammar.words(spelled);
}

NodeId SchemaCompiler::anyOf(const Json& list, const std::string& place) {
    if (!list.is_array() || list.empty()) refuse("anyOf", place);
    std::vector<NodeId> ways;
    for (const Json& one : list)
        ways.push_back(compile(one, place + "/anyOf/" + std::to_string(ways.size())));
    return m_grammar.choice(std::move(ways));
}

NodeId SchemaCompiler::reference(const Json& schema, const std::string& place) {
    requireAlone(schema, "$ref", place);
    const Json& target = schema["$ref"];
    if (!target.is_string()) refuse("$ref", place);
    const auto name = target.get<std::string>();
    const bool isLocal = name == "#" || name.starts_with("#/");
    if (!isLocal) refuse("$ref to elsewhere", place);
    const auto [found, isNew] = m_references.try_emplace(name, 0);
    if (isNew) {
        found->second = m_grammar.rule();
        m_open.emplace_back(name, found->second);
    }
    return found->second;
}

void SchemaCompiler::finish() {
    while (!m_open.empty()) {
        const auto [name, rule] = m_open.back();
        m_open.pop_back();
        const Json* target = nullptr;
        try {
            target = &m_document.at(Json::json_pointer(name.substr(1)));
        } catch (const nlohmann::json::exception&) {
            refuse("$ref to nothing", name.substr(0, 80));
        }
        m_grammar.define(rule, compile(*target, name));
    }
}

}  // namespace engine::grammar
