#pragma once

#include "app/upstream/upstream_generator.h"
#include "tests/app/upstream/scripted_server.h"

namespace test {

inline constexpr auto chat = "POST /v1/chat/completions";

inline void answer(Wire& wire, const std::string& text = "red") {
    wire.beginStream();
    wire.text("The light is ");
    wire.text(text);
    wire.end();
}

inline void answers(const Asked&, Wire& wire) {
    answer(wire);
}

inline app::UpstreamOptions optionsFor(const std::vector<std::string>& addresses) {
    app::UpstreamOptions options;
    options.addresses = addresses;
    options.model = "glm";
    options.key = "sk-test";
    options.connect = std::chrono::milliseconds(2'000);
    options.firstByte = std::chrono::milliseconds(20'000);
    options.pause = std::chrono::milliseconds(20'000);
    options.check = std::chrono::milliseconds(3'600'000);  // only what a test does itself
    return options;
}

inline engine::Request question(const std::string& text = "What does the light mean?") {
    engine::Request request;
    request.messages = {{engine::Role::User, {engine::TextPart{text}}}};
    return request;
}

/// What one call gave.
struct Heard {
    std::string answer;
    std::string thinking;
    std::string by;  ///< the last one
    std::vector<engine::ToolCall> calls;
    std::vector<engine::TokenChoice> tokens;

    engine::EventSink sink() {
        return [this](const engine::Event& event) {
            if (const auto* text = std::get_if<engine::TextDelta>(&event))
                (text->channel == engine::Channel::Answer ? answer : thinking) += text->text;
            if (const auto* progress = std::get_if<engine::Progress>(&event)) by = progress->answeredBy;
            if (const auto* call = std::get_if<engine::ToolCall>(&event)) calls.push_back(*call);
            if (const auto* token = std::get_if<engine::TokenChoice>(&event)) tokens.push_back(*token);
        };
    }
};

inline std::shared_ptr<const app::UpstreamGenerator> connected(const app::UpstreamOptions& options) {
    auto result = app::UpstreamGenerator::connect(options);
    return result ? result.value() : nullptr;
}

}  // namespace test
