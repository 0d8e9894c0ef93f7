#include "app/server/api/tool_fields.h"

#include <algorithm>
#include <set>

#include "app/server/api/api_error.h"

namespace app::server {
namespace {

using Choice = engine::ToolChoice;

std::string readTool(const Json& json, const std::string& path, const Limits& limits, Call& call) {
    ObjectReader tool(json, path);
    tool.require("type");
    tool.choice("type", {"function"});
    ObjectReader function(tool.require("function"), path + ".function");
    std::string name = function.requireText("name", 64);
    if (!isFunctionName(name)) function.refuse("name", "must be 1 to 64 letters, digits, '_' or '-'.");
    function.text("description", limits.schemaBytes);
    if (const Json* parameters = function.find("parameters"))
        schemaText(*parameters, function.pathOf("parameters"), limits);
    function.boolean("strict");  // the engine always holds the model to the schema
    function.finish();
    tool.finish();
    call.request.tools.push_back(json.dump());
    return name;
}

void readChoice(ObjectReader& body, const std::set<std::string>& names, Call& call) {
    const Json* choice = body.find("tool_choice");
    if (choice == nullptr) return;
    Choice& result = call.request.toolChoice;
    if (choice->is_string()) {
        const auto kind = *body.choice("tool_choice", {"none", "auto", "required"});
        result.kind = kind == "none" ? Choice::Kind::None
                                     : (kind == "auto" ? Choice::Kind::Auto : Choice::Kind::Required);
    } else {
        ObjectReader named(*choice, body.pathOf("tool_choice"));
        named.require("type");
        named.choice("type", {"function"});
        ObjectReader function(named.require("function"), named.pathOf("function"));
        result = {Choice::Kind::Named, function.requireText("name", 64)};
        function.finish();
        named.finish();
        if (!names.contains(result.name))
            body.refuse("tool_choice", "names a function that is not in 'tools'.");
    }
    if (names.empty() && result.kind == Choice::Kind::Required)
        body.refuse("tool_choice", "asks for a call, but there are no 'tools'.");
}

}  // namespace

bool isFunctionName(const std::string& name) {
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    });
}

std::string schemaText(const Json& schema, const std::string& param, const Limits& limits) {
    if (!schema.is_object())
        throw ApiProblem(400, "invalid_type", "'" + param + "' must be a JSON Schema object.", param);
    std::string text = schema.dump();
    if (text.size() > limits.schemaBytes) {
        throw ApiProblem(400, "schema_too_large",
                         "'" + param + "' is larger than " + std::to_string(limits.schemaBytes) + " bytes.",
                         param);
    }
    return text;
}

void readTools(ObjectReader& body, const Limits& limits, Call& call) {
    std::set<std::string> names;
    if (const Json* tools = body.find("tools")) {
        if (!tools->is_array() || tools->size() > static_cast<std::size_t>(limits.tools))
            body.refuse("tools", "must be a list of at most " + std::to_string(limits.tools) + " functions.");
        for (std::size_t i = 0; i < tools->size(); ++i) {
            const std::string path = body.pathOf("tools") + "[" + std::to_string(i) + "]";
            const std::string name = readTool((*tools)[i], path, limits, call);
            if (!names.insert(name).second) body.refuse("tools", "has two functions of the same name.");
        }
    }
    readChoice(body, names, call);
    call.oneToolCall = !body.boolean("parallel_tool_calls").value_or(true);
}

void readFormat(ObjectReader& body, const Limits& limits, Call& call) {
    const Json* json = body.find("response_format");
    if (json == nullptr) return;
    using Kind = engine::AnswerFormat::Kind;
    ObjectReader format(*json, body.pathOf("response_format"));
    format.require("type");
    const std::string type = *format.choice("type", {"text", "json_object", "json_schema"});
    if (type == "json_object") call.request.format.kind = Kind::JsonObject;
    if (type == "json_schema") {
        ObjectReader named(format.require("json_schema"), format.pathOf("json_schema"));
        named.requireText("name", 64);
        named.text("description", limits.schemaBytes);
        named.boolean("strict");  // always so
        call.request.format = {Kind::JsonSchema,
                               schemaText(named.require("schema"), named.pathOf("schema"), limits)};
        named.finish();
    }
    format.finish();
}

}  // namespace app::server
