#include "engine/text/prompt.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/error.h"

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
            if (!std::get<ImagePart>(part).image)
                throw EngineError(ErrorCode::BadRequest, "", "messages: a picture without pixels");
            content.push_back({{"type", "image"}});
        }
    }
    return content;
}

std::vector<std::shared_ptr<const Image>> imagesOf(const Request& request) {
    std::vector<std::shared_ptr<const Image>> images;
    for (const Message& message : request.messages) {
        for (const Part& part : message.parts) {
            if (const auto* image = std::get_if<ImagePart>(&part)) images.push_back(image->image);
        }
    }
    return images;
}

}  // namespace

ordered_json templateInputs(const Request& request) {
    if (request.messages.empty()) throw EngineError(ErrorCode::BadRequest, "", "messages: there is none");
    ordered_json inputs;
    inputs["messages"] = ordered_json::array();
    for (const Message& message : request.messages)
        inputs["messages"].push_back({{"role", nameOf(message.role)}, {"content", contentOf(message)}});
    inputs["add_generation_prompt"] = true;
    if (request.enableThinking) inputs["enable_thinking"] = *request.enableThinking;
    return inputs;
}

Prompt makePrompt(const Request& request, const ChatTemplate& chatTemplate, const Tokenizer& tokenizer,
                  int imageTokenId) {
    const MarkedText rendered = chatTemplate.render(templateInputs(request));
    Prompt prompt{rendered.text, tokenizer.encode(rendered), imagesOf(request)};
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
