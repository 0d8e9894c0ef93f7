#include "engine/text/prompt.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/error.h"
#include "engine/text/grammar/schema.h"
#include "engine/text/tool_calls.h"

namespace engine {
namespace {

using nlohmann::ordered_json;

const char* nameOf(Role role) {
    switch (role) {
        case Role::System:
            return "system";
        case Role::User:
            return "user";
        case Role::Tool:
            return "tool";
        case Role::Assistant:
            return "assistant";
    }
    return "user";
}

[[noreturn]] void refuse(const char* what) {
    throw EngineError(ErrorCode::BadRequest, "", what);
}

bool hasImage(const Message& message) {
    return std::any_of(message.parts.begin(), message.parts.end(),
                       [](const Part& part) { return std::holds_alternative<ImagePart>(part); });
}

ordered_json contentOf(const Message& message) {
    if (!hasImage(message)) {
        std::string text;
        for (const Part& part : message.parts)
            text += std::get<TextPart>(part).text;
        return text;
    }
    ordered_json content = ordered_json::array();
    for (const Part& part : message.parts) {
        if (const auto* text = std::get_if<TextPart>(&part)) {
            content.push_back({{"type", "text"}, {"text", text->text}});
        } else {
            if (!std::get<ImagePart>(part).image) refuse("messages: a picture without pixels");
            content.push_back({{"type", "image"}});
        }
    }
    return content;
}

void addImages(const Request& request, Prompt& prompt) {
    for (const Message& message : request.messages) {
        for (const Part& part : message.parts) {
            const auto* image = std::get_if<ImagePart>(&part);
            if (image == nullptr) continue;
            if (image->mostTokens < 0) refuse("messages: a picture's most tokens");
            prompt.images.push_back(image->image);
            prompt.mostTokens.push_back(image->mostTokens);
        }
    }
}

// transformers wants the arguments as objects; templates print or walk them.
ordered_json callsOf(const Message& message) {
    ordered_json calls = ordered_json::array();
    for (const ToolCall& call : message.toolCalls) {
        auto arguments = grammar::parseLimited(call.arguments.empty() ? "{}" : call.arguments,
                                               "messages: arguments of a tool call");
        if (!arguments.is_object()) refuse("messages: arguments of a tool call: no object");
        calls.push_back(
            {{"type", "function"}, {"function", {{"name", call.name}, {"arguments", std::move(arguments)}}}});
    }
    return calls;
}

}  // namespace

ordered_json templateInputs(const Request& request) {
    if (request.messages.empty()) refuse("messages: there is none");
    ordered_json inputs;
    inputs["messages"] = ordered_json::array();
    for (const Message& message : request.messages) {
        ordered_json laidOut = {{"role", nameOf(message.role)}, {"content", contentOf(message)}};
        if (!message.thinking.empty()) laidOut["reasoning_content"] = message.thinking;
        if (!message.toolCalls.empty()) laidOut["tool_calls"] = callsOf(message);
        inputs["messages"].push_back(std::move(laidOut));
    }
    // A model that must not call has no need to know what it could call.
    if (const Tools tools(request.tools); !tools.empty() && request.toolChoice.kind != ToolChoice::Kind::None)
        inputs["tools"] = tools.json();
    inputs["add_generation_prompt"] = true;
    if (request.enableThinking) inputs["enable_thinking"] = *request.enableThinking;
    return inputs;
}

Prompt makePrompt(const Request& request, const ChatTemplate& chatTemplate, const Tokenizer& tokenizer,
                  int imageTokenId) {
    Prompt prompt;
    if (!request.prompt.empty()) {
        if (!request.messages.empty()) refuse("prompt beside messages");
        prompt.text = request.prompt;
        prompt.ids = tokenizer.encode(request.prompt, AddedTokens::Plain);
        return prompt;
    }
    const MarkedText rendered = chatTemplate.render(templateInputs(request));
    prompt.text = rendered.text;
    prompt.ids = tokenizer.encode(rendered);
    addImages(request, prompt);
    const auto places = std::count(prompt.ids.begin(), prompt.ids.end(), imageTokenId);
    const auto images = static_cast<std::int64_t>(prompt.images.size());
    if (places != images) {
        throw EngineError(ErrorCode::ImageMismatch, "", "pictures and their places in the prompt",
                          {images, static_cast<std::int64_t>(places)});
    }
    return prompt;
}

std::vector<int> expandImages(std::span<const int> ids, int imageTokenId, std::span<const int> counts) {
    std::vector<int> expanded;
    std::size_t image = 0;
    for (const int id : ids) {
        if (id != imageTokenId) {
            expanded.push_back(id);
            continue;
        }
        if (image < counts.size())
            expanded.insert(expanded.end(), static_cast<std::size_t>(counts[image]), id);
        ++image;
    }
    if (image != counts.size()) {
        throw EngineError(ErrorCode::ImageMismatch, "", "pictures and their places in the prompt",
                          {static_cast<std::int64_t>(counts.size()), static_cast<std::int64_t>(image)});
    }
    return expanded;
}

}  // namespace engine
