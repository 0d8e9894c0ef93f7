#include "app/server/api/chat_renderer.h"

#include <utility>

namespace app::server {
namespace {

Json callJson(const engine::ToolCall& call) {
    return {{"id", newId("call_")},
            {"type", "function"},
            {"function", {{"name", call.name}, {"arguments", call.arguments}}}};
}

}  // namespace

ChatRenderer::ChatRenderer(const Call& call)
    : m_includeUsage(call.includeUsage),
      m_withLogprobs(call.request.sampling.topLogprobs.has_value()),
      m_told(static_cast<std::size_t>(call.choices)) {}

Json ChatRenderer::whole(const Answer& answer) const {
    Json choices = Json::array();
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
        const Choice& choice = answer.choices[i];
        Json message{{"role", "assistant"}, {"content", choice.text}, {"refusal", nullptr}};
        if (!choice.thinking.empty()) message["reasoning_content"] = choice.thinking;
        if (!choice.calls.empty()) {
            if (choice.text.empty()) message["content"] = nullptr;
            message["tool_calls"] = Json::array();
            for (const engine::ToolCall& call : choice.calls)
                message["tool_calls"].push_back(callJson(call));
        }
        choices.push_back({{"index", i},
                           {"message", std::move(message)},
                           {"logprobs", m_withLogprobs ? logprobsOf(choice.tokens) : Json()},
                           {"finish_reason", finishReasonOf(*choice.finished)}});
    }
    return {{"id", answer.id},       {"object", "chat.completion"},   {"created", answer.created},
            {"model", answer.model}, {"choices", std::move(choices)}, {"usage", usageOf(answer)}};
}

std::string ChatRenderer::chunk(const Answer& answer, int index, Json delta, const char* finishReason) {
    const Choice& choice = answer.choices[static_cast<std::size_t>(index)];
    Told& told = m_told[static_cast<std::size_t>(index)];
    Json logprobs;
    if (m_withLogprobs && told.tokens < choice.tokens.size()) {
        logprobs = logprobsOf(
            {choice.tokens.begin() + static_cast<std::ptrdiff_t>(told.tokens), choice.tokens.end()});
        told.tokens = choice.tokens.size();
    }
    Json one{{"index", index},
             {"delta", std::move(delta)},
             {"logprobs", std::move(logprobs)},
             {"finish_reason", finishReason != nullptr ? Json(finishReason) : Json()}};
    Json json{{"id", answer.id},
              {"object", "chat.completion.chunk"},
              {"created", answer.created},
              {"model", answer.model},
              {"choices", Json::array({std::move(one)})}};
    if (m_includeUsage) json["usage"] = nullptr;
    return sse(json);
}

std::string ChatRenderer::begin(const Answer& answer) {
    std::string text;
    for (std::size_t i = 0; i < answer.choices.size(); ++i)
        text += chunk(answer, static_cast<int>(i), {{"role", "assistant"}, {"content", ""}}, nullptr);
    return text;
}

std::string ChatRenderer::events(const Answer& answer, int choice, const std::vector<engine::Event>& events) {
    std::string text;
    Told& told = m_told[static_cast<std::size_t>(choice)];
    for (const engine::Event& event : events) {
        if (const auto* delta = std::get_if<engine::TextDelta>(&event)) {
            if (delta->channel == engine::Channel::ToolCall || delta->text.empty()) continue;
            const bool isAnswer = delta->channel == engine::Channel::Answer;
            text +=
                chunk(answer, choice, {{isAnswer ? "content" : "reasoning_content", delta->text}}, nullptr);
        } else if (const auto* call = std::get_if<engine::ToolCall>(&event)) {
            Json json = callJson(*call);
            json["index"] = told.calls++;
            text += chunk(answer, choice, {{"tool_calls", Json::array({std::move(json)})}}, nullptr);
        }
    }
    return text;
}

std::string ChatRenderer::choiceEnd(const Answer& answer, int choice) {
    const auto& finished = *answer.choices[static_cast<std::size_t>(choice)].finished;
    return chunk(answer, choice, Json::object(), finishReasonOf(finished));
}

std::string ChatRenderer::end(const Answer& answer) {
    std::string text;
    if (m_includeUsage) {
        text = sse({{"id", answer.id},
                    {"object", "chat.completion.chunk"},
                    {"created", answer.created},
                    {"model", answer.model},
                    {"choices", Json::array()},
                    {"usage", usageOf(answer)}});
    }
    return text + "data: [DONE]\n\n";
}

}  // namespace app::server
