#include "app/cli/answer_printer.h"

#include <cstdio>

#include "app/upstream/answer_place.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

const char* nameOf(engine::FinishReason reason) {
    switch (reason) {
        case engine::FinishReason::Stop:
            return "stop";
        case engine::FinishReason::Length:
            return "length";
        case engine::FinishReason::ToolCalls:
            return "tool_calls";
        case engine::FinishReason::Repetition:
            return "repetition";
        case engine::FinishReason::Cancelled:
            return "cancelled";
    }
    return "stop";
}

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

std::string lineOf(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// As OpenAI writes it: a token may be a part of a character, so its bytes are there too.
Json jsonOf(const engine::TokenLogprob& token) {
    Json bytes = Json::array();
    for (const char byte : token.bytes)
        bytes.push_back(static_cast<unsigned char>(byte));
    return {{"token", token.bytes}, {"logprob", token.logprob}, {"bytes", std::move(bytes)}};
}

}  // namespace

void AnswerPrinter::take(const engine::Event& event) {
    if (const auto* delta = std::get_if<engine::TextDelta>(&event)) {
        if (delta->channel == engine::Channel::ToolCall) return;
        const bool isAnswer = delta->channel == engine::Channel::Answer;
        (isAnswer ? m_answer : m_thinking) += delta->text;
        if (!m_json && isAnswer) print(delta->text);
    } else if (const auto* progress = std::get_if<engine::Progress>(&event)) {
        if (!progress->answeredBy.empty()) m_by = progress->answeredBy;
    } else if (const auto* call = std::get_if<engine::ToolCall>(&event)) {
        m_toolCalls.push_back(
            {{"name", call->name}, {"arguments", Json::parse(call->arguments, nullptr, false)}});
    } else if (const auto* choice = std::get_if<engine::TokenChoice>(&event)) {
        Json entry = jsonOf(choice->chosen);
        entry["top_logprobs"] = Json::array();
        for (const auto& token : choice->top)
            entry["top_logprobs"].push_back(jsonOf(token));
        m_logprobs.push_back(std::move(entry));
    }
}

void AnswerPrinter::breakOff() const {
    if (!m_json && !m_answer.empty()) print("\n");
}

void AnswerPrinter::finish(const engine::Finished& finished, const engine::ModelInfo& model) const {
    if (m_json) return printJson(finished, model);
    breakOff();
    for (const auto& call : m_toolCalls)
        print(lineOf(call));
}

void AnswerPrinter::printJson(const engine::Finished& finished, const engine::ModelInfo& model) const {
    const engine::Stats& stats = finished.stats;
    Json out = {{"answer", m_answer},
                {"thinking", m_thinking},
                {"finish_reason", nameOf(finished.reason)},
                {"model", model.name},
                {"weights", model.weights},
                {"seed", stats.seed},
                {"usage",
                 {{"prompt_tokens", stats.promptTokens},
                  {"image_tokens", stats.imageTokens},
                  {"cached_tokens", stats.cachedTokens},
                  {"completion_tokens", stats.newTokens},
                  {"thinking_tokens", stats.thinkingTokens}}},
                {"seconds",
                 {{"vision", stats.visionSeconds},
                  {"first_token", stats.firstTokenSeconds},
                  {"total", stats.totalSeconds}}}};
    if (const auto place = answerPlace(QString::fromStdString(m_by))) {
        out["model"] = place->model.toStdString();
        if (!place->isHere()) out["server"] = place->host.toStdString();
    }
    if (!m_toolCalls.empty()) out["tool_calls"] = m_toolCalls;
    if (!m_logprobs.empty()) out["logprobs"] = m_logprobs;
    print(lineOf(out));
}

}  // namespace app
