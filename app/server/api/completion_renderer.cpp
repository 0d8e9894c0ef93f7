#include "app/server/api/completion_renderer.h"

#include <algorithm>

namespace app::server {
namespace {

/// The older form of logprobs: lists side by side.
Json oldLogprobs(const std::vector<engine::TokenChoice>& tokens, std::size_t from) {
    Json result{{"tokens", Json::array()},
                {"token_logprobs", Json::array()},
                {"top_logprobs", Json::array()},
                {"text_offset", Json::array()}};
    std::size_t offset = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const engine::TokenChoice& token = tokens[i];
        if (i >= from) {
            Json top = Json::object();
            for (const engine::TokenLogprob& other : token.top)
                top[other.bytes] = std::max(other.logprob, -9999.0);
            result["tokens"].push_back(token.chosen.bytes);
            result["token_logprobs"].push_back(std::max(token.chosen.logprob, -9999.0));
            result["top_logprobs"].push_back(std::move(top));
            result["text_offset"].push_back(offset);
        }
        offset += token.chosen.bytes.size();
    }
    return result;
}

Json frame(const Answer& answer) {
    return {{"id", answer.id},
            {"object", "text_completion"},
            {"created", answer.created},
            {"model", answer.model}};
}

}  // namespace

CompletionRenderer::CompletionRenderer(const Call& call)
    : m_includeUsage(call.includeUsage),
      m_withLogprobs(call.request.sampling.topLogprobs.has_value()),
      m_toldTokens(static_cast<std::size_t>(call.choices)) {}

Json CompletionRenderer::whole(const Answer& answer) const {
    Json json = frame(answer);
    json["choices"] = Json::array();
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
        const Choice& choice = answer.choices[i];
        json["choices"].push_back({{"index", i},
                                   {"text", choice.text},
                                   {"logprobs", m_withLogprobs ? oldLogprobs(choice.tokens, 0) : Json()},
                                   {"finish_reason", finishReasonOf(*choice.finished)}});
    }
    json["usage"] = usageOf(answer);
    return json;
}

std::string CompletionRenderer::chunk(const Answer& answer, int index, const std::string& text,
                                      const char* finishReason) {
    const Choice& choice = answer.choices[static_cast<std::size_t>(index)];
    std::size_t& told = m_toldTokens[static_cast<std::size_t>(index)];
    Json logprobs;
    if (m_withLogprobs && told < choice.tokens.size()) {
        logprobs = oldLogprobs(choice.tokens, told);
        told = choice.tokens.size();
    }
    Json json = frame(answer);
    json["choices"] =
        Json::array({Json{{"index", index},
                          {"text", text},
                          {"logprobs", std::move(logprobs)},
                          {"finish_reason", finishReason != nullptr ? Json(finishReason) : Json()}}});
    if (m_includeUsage) json["usage"] = nullptr;
    return sse(json);
}

std::string CompletionRenderer::begin(const Answer&) {
    return {};
}

std::string CompletionRenderer::events(const Answer& answer, int choice,
                                       const std::vector<engine::Event>& events) {
    std::string text;
    for (const engine::Event& event : events) {
        const auto* delta = std::get_if<engine::TextDelta>(&event);
        if (delta != nullptr && delta->channel == engine::Channel::Answer && !delta->text.empty())
            text += chunk(answer, choice, delta->text, nullptr);
    }
    return text;
}

std::string CompletionRenderer::choiceEnd(const Answer& answer, int choice) {
    return chunk(answer, choice, "",
                 finishReasonOf(*answer.choices[static_cast<std::size_t>(choice)].finished));
}

std::string CompletionRenderer::end(const Answer& answer) {
    std::string text;
    if (m_includeUsage) {
        Json json = frame(answer);
        json["choices"] = Json::array();
        json["usage"] = usageOf(answer);
        text = sse(json);
    }
    return text + "data: [DONE]\n\n";
}

}  // namespace app::server
