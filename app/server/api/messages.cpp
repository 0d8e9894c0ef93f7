#include "app/server/api/messages.h"

#include <set>
#include <utility>

#include "app/server/api/api_error.h"
#include "app/server/api/data_url.h"
#include "app/server/json/object_reader.h"

namespace app::server {
namespace {

constexpr std::size_t anyLength = SIZE_MAX;

std::string indexed(const std::string& path, std::size_t index) {
    return path + "[" + std::to_string(index) + "]";
}

void addText(Call& call, const std::string& text, const std::string& param, Amounts& amounts) {
    amounts.addText(text, param);
    call.request.messages.back().parts.emplace_back(engine::TextPart{text});
}

void readPart(const Json& json, const std::string& path, bool mayHavePictures, Call& call, Amounts& amounts) {
    ObjectReader part(json, path);
    const auto type = part.requireText("type", 64);
    if (type == "text") {
        addText(call, part.requireText("text", anyLength), path + ".text", amounts);
    } else if (type == "image_url" && mayHavePictures) {
        ObjectReader image(part.require("image_url"), path + ".image_url");
        const std::string& url = image.requireText("url", anyLength);
        const auto detail = image.choice("detail", {"low", "high", "auto"}).value_or("auto");
        image.finish();
        addPicture(call, url, tokensOfDetail(detail, amounts.limits()), path + ".image_url.url", amounts);
    } else {
        part.refuse("type", mayHavePictures ? "must be 'text' or 'image_url'."
                                            : "must be 'text' in a message of this role.");
    }
    part.finish();
}

void readContent(const Json& content, const std::string& path, bool mayHavePictures, Call& call,
                 Amounts& amounts) {
    if (content.is_string()) {
        addText(call, content.get<std::string>(), path, amounts);
        return;
    }
    if (!content.is_array() || content.empty())
        throw ApiProblem(400, "invalid_type", "'" + path + "' must be a string or a list of parts.", path);
    for (std::size_t i = 0; i < content.size(); ++i)
        readPart(content[i], indexed(path, i), mayHavePictures, call, amounts);
}

void readToolCalls(const Json& calls, const std::string& path, std::set<std::string>& ids, Call& call,
                   Amounts& amounts) {
    if (!calls.is_array() || calls.empty() || calls.size() > 128)
        throw ApiProblem(400, "invalid_type", "'" + path + "' must be a list of calls.", path);
    for (std::size_t i = 0; i < calls.size(); ++i) {
        ObjectReader one(calls[i], indexed(path, i));
        ids.insert(one.requireText("id", 256));
        one.choice("type", {"function"});
        one.find("index");  // what a client gathered from a stream
        ObjectReader function(one.require("function"), indexed(path, i) + ".function");
        engine::ToolCall tool{function.requireText("name", 64), function.requireText("arguments", anyLength)};
        function.finish();
        one.finish();
        amounts.addText(tool.arguments, path);
        const Json arguments = Json::parse(tool.arguments, nullptr, false);
        if (!arguments.is_object()) one.refuse("function.arguments", "must be a JSON object in a string.");
        call.request.messages.back().toolCalls.push_back(std::move(tool));
    }
}

engine::Role roleOf(ObjectReader& message) {
    const std::string role =
        message.choice("role", {"system", "developer", "user", "assistant", "tool"}).value_or("");
    if (role.empty()) message.require("role");
    if (role == "user") return engine::Role::User;
    if (role == "assistant") return engine::Role::Assistant;
    return role == "tool" ? engine::Role::Tool : engine::Role::System;
}

}  // namespace

void Amounts::addText(const std::string& text, const std::string& param) {
    m_text += text.size();
    if (m_text > static_cast<std::size_t>(m_limits.textBytes)) {
        throw ApiProblem(
            400, "text_too_long",
            "The messages have more than " + std::to_string(m_limits.textBytes) + " bytes of text.", param);
    }
}

void Amounts::addPicture(const std::string& param) {
    if (++m_pictures > m_limits.pictures) {
        throw ApiProblem(400, "too_many_images",
                         "A request may have at most " + std::to_string(m_limits.pictures) + " pictures.",
                         param);
    }
}

int tokensOfDetail(const std::string& detail, const Limits& limits) {
    if (detail == "low") return limits.lowDetailTokens;
    return detail == "auto" ? limits.autoDetailTokens : 0;
}

void addPicture(Call& call, const std::string& url, int mostTokens, const std::string& param,
                Amounts& amounts) {
    amounts.addPicture(param);
    std::vector<engine::Part>& parts = call.request.messages.back().parts;
    call.pictures.push_back(
        {call.request.messages.size() - 1, parts.size(), dataUrlBytes(url, param), param});
    parts.emplace_back(engine::ImagePart{nullptr, mostTokens});
}

void readMessages(const Json& messages, const Limits& limits, Call& call) {
    const std::string path = "messages";
    if (!messages.is_array() || messages.empty())
        throw ApiProblem(400, "invalid_type", "'messages' must be a list of at least one message.", path);
    if (messages.size() > static_cast<std::size_t>(limits.messages)) {
        throw ApiProblem(400, "too_many_messages",
                         "'messages' may have at most " + std::to_string(limits.messages) + " entries.",
                         path);
    }
    Amounts amounts(limits);
    std::set<std::string> callIds;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const std::string own = indexed(path, i);
        ObjectReader message(messages[i], own);
        const engine::Role role = roleOf(message);
        call.request.messages.push_back({role, {}});
        bool mayBeEmpty = false;
        if (role == engine::Role::Assistant) {
            if (const Json* calls = message.find("tool_calls")) {
                readToolCalls(*calls, own + ".tool_calls", callIds, call, amounts);
                mayBeEmpty = true;
            }
            auto thinking = message.text("reasoning_content", anyLength).value_or("");
            amounts.addText(thinking, own);
            call.request.messages.back().thinking = std::move(thinking);
            message.only("annotations", Json::array());
        }
        if (role == engine::Role::Tool && !callIds.contains(message.requireText("tool_call_id", 256)))
            message.refuse("tool_call_id", "answers no tool call that stands before it.");
        const Json* content = mayBeEmpty ? message.find("content") : &message.require("content");
        if (content != nullptr)
            readContent(*content, own + ".content", role == engine::Role::User, call, amounts);
        message.finish();
    }
}

}  // namespace app::server
