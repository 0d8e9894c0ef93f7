#include "app/upstream/chat_body.h"

#include <QCryptographicHash>
#include <nlohmann/json.hpp>

#include "app/upstream/picture_url.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

const char* nameOf(engine::Role role) {
    switch (role) {
        case engine::Role::System:
            return "system";
        case engine::Role::User:
            return "user";
        case engine::Role::Assistant:
            return "assistant";
        case engine::Role::Tool:
            return "tool";
    }
    return "user";
}

std::string callId(std::size_t number) {
    return "call_" + std::to_string(number);
}

/// A text where there is but text, which every server and every role takes; else a list of parts.
Json contentOf(const engine::Message& message, const std::vector<std::string>& pictures,
               std::size_t& nextPicture) {
    Json parts = Json::array();
    std::string text;
    bool hasPicture = false;
    for (const engine::Part& part : message.parts) {
        if (const auto* piece = std::get_if<engine::TextPart>(&part)) {
            text += piece->text;
            parts.push_back({{"type", "text"}, {"text", piece->text}});
        } else if (std::get<engine::ImagePart>(part).image) {
            hasPicture = true;
            parts.push_back({{"type", "image_url"}, {"image_url", {{"url", pictures.at(nextPicture++)}}}});
        }
    }
    return hasPicture ? parts : Json(text);
}

Json messagesOf(const engine::Request& request, const std::vector<std::string>& pictures) {
    Json messages = Json::array();
    std::size_t nextPicture = 0;
    std::size_t calls = 0;    // made so far
    std::size_t answers = 0;  // given so far: each Tool message answers the next call
    for (const engine::Message& message : request.messages) {
        Json json{{"role", nameOf(message.role)}, {"content", contentOf(message, pictures, nextPicture)}};
        if (!message.thinking.empty()) json["reasoning_content"] = message.thinking;
        for (const engine::ToolCall& call : message.toolCalls) {
            json["tool_calls"].push_back(
                {{"id", callId(calls++)},
                 {"type", "function"},
                 {"function", {{"name", call.name}, {"arguments", call.arguments}}}});
        }
        if (message.role == engine::Role::Tool) json["tool_call_id"] = callId(answers++);
        messages.push_back(std::move(json));
    }
    return messages;
}

bool hasExtensions(UpstreamDialect dialect) {
    return dialect == UpstreamDialect::Vllm || dialect == UpstreamDialect::Sglang ||
           dialect == UpstreamDialect::GlanceDesk;
}

void addSampling(Json& body, const engine::SamplingOptions& sampling, UpstreamDialect dialect, bool isChat) {
    const auto set = [&body](const char* name, const auto& value) {
        if (value) body[name] = *value;
    };
    body["max_tokens"] = sampling.maxTokens;
    set("temperature", sampling.temperature);
    set("top_p", sampling.topP);
    if (sampling.presencePenalty != 0) body["presence_penalty"] = sampling.presencePenalty;
    if (sampling.frequencyPenalty != 0) body["frequency_penalty"] = sampling.frequencyPenalty;
    if (sampling.seed) body["seed"] = static_cast<std::int64_t>(*sampling.seed);
    if (!sampling.stop.empty()) body["stop"] = sampling.stop;
    for (const auto& [id, bias] : sampling.logitBias)
        body["logit_bias"][std::to_string(id)] = bias;
    if (sampling.topLogprobs && isChat) {
        body["logprobs"] = true;
        body["top_logprobs"] = *sampling.topLogprobs;
    }
    if (!hasExtensions(dialect)) return;
    set("top_k", sampling.topK);
    set("min_p", sampling.minP);
    set("repetition_penalty", sampling.repetitionPenalty);
}

Json toolChoiceOf(const engine::ToolChoice& choice) {
    using Kind = engine::ToolChoice::Kind;
    if (choice.kind == Kind::Named) return {{"type", "function"}, {"function", {{"name", choice.name}}}};
    return choice.kind == Kind::None ? "none" : choice.kind == Kind::Required ? "required" : "auto";
}

void addTools(Json& body, const engine::Request& request) {
    if (request.tools.empty()) return;
    for (const std::string& tool : request.tools)
        body["tools"].push_back(Json::parse(tool));
    body["tool_choice"] = toolChoiceOf(request.toolChoice);
}

void addFormat(Json& body, const engine::AnswerFormat& format) {
    using Kind = engine::AnswerFormat::Kind;
    if (format.kind == Kind::JsonObject) body["response_format"] = {{"type", "json_object"}};
    if (format.kind != Kind::JsonSchema) return;
    body["response_format"] = {
        {"type", "json_schema"},
        {"json_schema", {{"name", "answer"}, {"strict", true}, {"schema", Json::parse(format.schema)}}}};
}

/// Whose computed prefixes may be used again, without saying who it is.
void addCaller(Json& body, const std::string& caller, UpstreamDialect dialect) {
    if (caller.empty()) return;
    const std::string mark =
        QCryptographicHash::hash(QByteArray::fromStdString("glancedesk caller\n" + caller),
                                 QCryptographicHash::Sha256)
            .toHex()
            .left(32)
            .toStdString();
    if (dialect == UpstreamDialect::Vllm) body["cache_salt"] = mark;
    if (dialect == UpstreamDialect::GlanceDesk) body["user"] = mark;
}

}  // namespace

std::vector<std::string> pictureUrls(const engine::Request& request) {
    std::vector<std::string> urls;
    for (const engine::Message& message : request.messages) {
        for (const engine::Part& part : message.parts) {
            const auto* picture = std::get_if<engine::ImagePart>(&part);
            if (picture != nullptr && picture->image)
                urls.push_back(pictureUrl(*picture->image, picture->mostTokens));
        }
    }
    return urls;
}

const char* pathFor(const engine::Request& request) {
    return request.prompt.empty() ? "/chat/completions" : "/completions";
}

std::string bodyFor(const engine::Request& request, const ServedModel& model,
                    const std::vector<std::string>& pictures) {
    const bool isChat = request.prompt.empty();
    Json body{{"model", model.name}, {"stream", true}, {"stream_options", {{"include_usage", true}}}};
    if (isChat) {
        body["messages"] = messagesOf(request, pictures);
    } else {
        body["prompt"] = request.prompt;
    }
    addSampling(body, request.sampling, model.dialect, isChat);
    if (isChat) {
        addTools(body, request);
        addFormat(body, request.format);
        if (request.enableThinking && hasExtensions(model.dialect))
            body["chat_template_kwargs"] = {{"enable_thinking", *request.enableThinking}};
    }
    addCaller(body, request.caller, model.dialect);
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace app
