#include "app/server/api/api_error.h"
#include "app/server/api/completion_call.h"
#include "app/server/api/messages.h"
#include "app/server/api/sampling_fields.h"
#include "app/server/api/tool_fields.h"
#include "app/server/json/object_reader.h"

namespace app::server {
namespace {

std::string at(const std::string& path, std::size_t index) {
    return path + "[" + std::to_string(index) + "]";
}

/// One part of chat completions for one of responses.
Json chatPart(const Json& json, const std::string& path) {
    ObjectReader part(json, path);
    const std::string type = part.requireText("type", 64);
    Json result;
    if (type == "input_text" || type == "output_text") {
        result = {{"type", "text"}, {"text", part.require("text")}};
        part.only("annotations", Json::array());
        part.only("logprobs", Json::array());
    } else if (type == "input_image") {
        Json image{{"url", part.require("image_url")}};
        if (const Json* detail = part.find("detail")) image["detail"] = *detail;
        result = {{"type", "image_url"}, {"image_url", std::move(image)}};
    } else {
        part.refuse("type", "must be 'input_text', 'output_text' or 'input_image'.");
    }
    part.finish();
    return result;
}

Json chatMessage(ObjectReader& item, const std::string& path) {
    item.choice("type", {"message"});
    item.find("id");  // of an answer that is given back
    item.choice("status", {"completed", "incomplete", "in_progress"});
    Json message{{"role", item.require("role")}};
    const Json& content = item.require("content");
    if (!content.is_array()) {
        message["content"] = content;
        return message;
    }
    message["content"] = Json::array();
    for (std::size_t i = 0; i < content.size(); ++i)
        message["content"].push_back(chatPart(content[i], at(path + ".content", i)));
    return message;
}

/// The list of chat completions for responses' "input".
Json chatMessages(const Json& input, const Json* instructions) {
    Json messages = Json::array();
    if (instructions != nullptr) messages.push_back({{"role", "system"}, {"content", *instructions}});
    if (input.is_string()) {
        messages.push_back({{"role", "user"}, {"content", input}});
        return messages;
    }
    if (!input.is_array() || input.empty())
        throw ApiProblem(400, "invalid_type", "'input' must be a string or a list of items.", "input");
    for (std::size_t i = 0; i < input.size(); ++i) {
        const std::string path = at("input", i);
        ObjectReader item(input[i], path);
        const Json* type = item.find("type");
        if (type != nullptr && *type == "function_call") {
            item.find("id");
            item.find("status");
            const Json call{
                {"id", item.require("call_id")},
                {"type", "function"},
                {"function", {{"name", item.require("name")}, {"arguments", item.require("arguments")}}}};
            messages.push_back({{"role", "assistant"}, {"tool_calls", Json::array({call})}});
        } else if (type != nullptr && *type == "function_call_output") {
            item.find("id");
            item.find("status");
            messages.push_back({{"role", "tool"},
                                {"tool_call_id", item.require("call_id")},
                                {"content", item.require("output")}});
        } else if (type != nullptr && *type == "reasoning") {
            continue;  // the template takes no earlier thinking
        } else {
            messages.push_back(chatMessage(item, path));
        }
        item.finish();
    }
    return messages;
}

/// Chat completions' tool object for one of responses, whose fields stand beside its type.
Json chatTool(const Json& json, const std::string& path) {
    ObjectReader tool(json, path);
    tool.require("type");
    tool.choice("type", {"function"});
    Json function = Json::object();
    for (const char* name : {"name", "description", "parameters", "strict"}) {
        if (const Json* value = tool.find(name)) function[name] = *value;
    }
    tool.finish();
    return {{"type", "function"}, {"function", std::move(function)}};
}

/// What chat completions would have been sent for tools and format.
Json chatExtras(ObjectReader& body) {
    Json extras = Json::object();
    if (const Json* tools = body.find("tools")) {
        if (!tools->is_array()) body.refuse("tools", "must be a list of functions.");
        extras["tools"] = Json::array();
        for (std::size_t i = 0; i < tools->size(); ++i)
            extras["tools"].push_back(chatTool((*tools)[i], at("tools", i)));
    }
    if (const Json* choice = body.find("tool_choice")) {
        const bool isNamed = choice->is_object() && choice->contains("name");
        extras["tool_choice"] = isNamed ? Json{{"type", choice->value("type", Json())},
                                               {"function", {{"name", (*choice)["name"]}}}}
                                        : *choice;
    }
    if (const Json* parallel = body.find("parallel_tool_calls")) extras["parallel_tool_calls"] = *parallel;
    if (const Json* text = body.find("text")) {
        ObjectReader reader(*text, "text");
        if (const Json* format = reader.find("format")) {
            ObjectReader formatReader(*format, "text.format");
            const Json type = formatReader.require("type");
            Json schema = Json::object();
            for (const char* name : {"name", "description", "schema", "strict"}) {
                if (const Json* value = formatReader.find(name)) schema[name] = *value;
            }
            formatReader.finish();
            extras["response_format"] = {{"type", type}};
            if (type == "json_schema") extras["response_format"]["json_schema"] = std::move(schema);
        }
        reader.only("verbosity", "medium");
        reader.finish();
    }
    return extras;
}

}  // namespace

Call readResponseCall(std::string_view text, const Limits& limits) {
    const Json json = parseStrict(text, limits.json);
    ObjectReader body(json, "");
    Call call;
    call.model = body.requireText("model", 256);
    // Their limit has another name here; the rest is the same.
    Json sampling = Json::object();
    for (const char* name : {"temperature", "top_p", "top_k", "min_p", "seed"}) {
        if (const Json* value = body.find(name)) sampling[name] = *value;
    }
    if (const auto most = body.integer("max_output_tokens", 1, limits.answerTokens))
        sampling["max_tokens"] = *most;
    ObjectReader samplingReader(sampling, "");
    readSampling(samplingReader, limits, call);
    call.stream = body.boolean("stream").value_or(false);
    call.includeUsage = true;
    readHabits(body, call);
    if (const Json* reasoning = body.find("reasoning")) {
        ObjectReader reader(*reasoning, "reasoning");
        Json thinking = Json::object();
        if (const Json* effort = reader.find("effort")) thinking["reasoning_effort"] = *effort;
        reader.finish();
        ObjectReader thinkingReader(thinking, "");
        readThinking(thinkingReader, call);
    }
    const Json extras = chatExtras(body);
    ObjectReader extrasReader(extras, "");
    readTools(extrasReader, limits, call);
    readFormat(extrasReader, limits, call);
    if (body.find("previous_response_id") != nullptr) {
        throw ApiProblem(400, "unsupported_parameter",
                         "'previous_response_id' is not supported: nothing is kept here, send the whole "
                         "conversation as 'input'.",
                         "previous_response_id");
    }
    body.only("background", false);
    body.only("truncation", "disabled");
    body.only("include", Json::array());
    const Json* instructions = body.find("instructions");
    if (instructions != nullptr && !instructions->is_string())
        body.refuse("instructions", "must be a string.");
    const Json& input = body.require("input");
    body.finish();
    readMessages(chatMessages(input, instructions), limits, call);
    return call;
}

}  // namespace app::server
