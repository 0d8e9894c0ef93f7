#include "engine/text/tool_calls.h"

#include <algorithm>

#include "engine/error.h"
#include "engine/text/grammar/schema.h"

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostTools = 128;
constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

/// Takes `mark` from the front of `text`, with blanks before it.
bool take(std::string_view& text, std::string_view mark) {
    const auto begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos || !text.substr(begin).starts_with(mark)) return false;
    text.remove_prefix(begin + mark.size());
    return true;
}

/// Takes what stands before the first `mark` that `goesOn` agrees to, and the mark.
template <class GoesOn>
std::optional<std::string> takeUntil(std::string_view& text, std::string_view mark, const GoesOn& goesOn) {
    for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
        const auto rest = text.substr(at + mark.size());
        if (!goesOn(trimmed(rest))) continue;
        std::string taken(text.substr(0, at));
        text = rest;
        return taken;
    }
    return std::nullopt;
}

void addTypes(const Json& schema, std::vector<std::string>& types, int depth = 0) {
    if (!schema.is_object() || depth > 8) return;
    const Json type = schema.value("type", Json());
    for (const Json& one : type.is_array() ? type : Json::array({type})) {
        if (one.is_string()) types.push_back(one.get<std::string>());
    }
    for (const char* key : {"anyOf", "oneOf"}) {
        const Json list = schema.value(key, Json());
        for (const Json& one : list.is_array() ? list : Json::array())
            addTypes(one, types, depth + 1);
    }
    for (const Json& one : schema.value("enum", Json::array()))
        types.emplace_back(one.type_name());
}

bool isOfType(const Json& value, const std::vector<std::string>& types) {
    const std::string type = value.is_number_integer() ? "integer" : value.type_name();
    return std::any_of(types.begin(), types.end(), [&type](const std::string& wanted) {
        return wanted == type || (wanted == "number" && type == "integer");
    });
}

}  // namespace

Tools::Tools(const std::vector<std::string>& tools) {
    const auto refuse = [](const char* what) { throw EngineError(ErrorCode::BadRequest, "", what); };
    if (tools.size() > kMostTools) refuse("tools: more than 128");
    for (const auto& text : tools) {
        Json tool = grammar::parseLimited(text, "tools");
        const Json function = tool.is_object() ? tool.value("function", tool) : Json();
        const Json name = function.is_object() ? function.value("name", Json()) : Json();
        if (!name.is_string() || name == "") refuse("tools: a function without a name");
        const Json parameters = function.value("parameters", Json());
        if (parameters.is_object()) m_properties[name] = parameters.value("properties", Json());
        m_tools.push_back(std::move(tool));
    }
}

std::optional<ToolCall> Tools::call(std::string_view notation) const {
    auto rest = notation;
    const auto nameEnd = std::min(rest.find('\n'), rest.find("<arg_key>"));
    const std::string name(trimmed(rest.substr(0, nameEnd)));
    rest.remove_prefix(std::min(nameEnd, rest.size()));
    if (name.empty() || name.find_first_of(" \t<>{}\"") != std::string::npos) return std::nullopt;
    Json arguments = Json::object();
    while (!trimmed(rest).empty()) {
        if (!take(rest, "<arg_key>")) return std::nullopt;
        const auto key =
            takeUntil(rest, "</arg_key>", [](auto after) { return after.starts_with("<arg_value>"); });
        if (!key || !take(rest, "<arg_value>")) return std::nullopt;
        // A value may speak of marks: it ends where the notation goes on as it must.
        const auto value = takeUntil(
            rest, "</arg_value>", [](auto after) { return after.empty() || after.starts_with("<arg_key>"); });
        if (!value) return std::nullopt;
        const std::string argument(trimmed(*key));
        arguments[argument] = valueOf(name, argument, *value);
    }
    return ToolCall{name, arguments.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Json Tools::valueOf(const std::string& tool, const std::string& argument, const std::string& text) const {
    std::vector<std::string> types;
    if (const auto known = m_properties.find(tool); known != m_properties.end() && known->second.is_object())
        addTypes(known->second.value(argument, Json()), types);
    const bool mayBeText = std::find(types.begin(), types.end(), "string") != types.end();
    if (mayBeText && types.size() == 1) return text;
    try {
        Json value = grammar::parseLimited(text, "");
        // Where text would do as well, another type must be meant for it: null, or a number.
        if (!mayBeText || isOfType(value, types)) return value;
    } catch (const EngineError&) {
        return text;
    }
    return text;
}

}  // namespace engine
