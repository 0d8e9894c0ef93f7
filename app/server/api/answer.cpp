#include "app/server/api/answer.h"

#include <algorithm>

#include "app/server/crypto/digest.h"
#include "app/server/http/reply.h"

namespace app::server {
namespace {

Json bytesOf(const std::string& bytes) {
    Json list = Json::array();
    for (const char byte : bytes)
        list.push_back(static_cast<unsigned char>(byte));
    return list;
}

Json tokenJson(const engine::TokenLogprob& token) {
    // Minus infinity has no place in JSON.
    return {{"token", token.bytes},
            {"logprob", std::max(token.logprob, -9999.0)},
            {"bytes", bytesOf(token.bytes)}};
}

}  // namespace

void Answer::take(int choice, const engine::Event& event) {
    Choice& own = choices[static_cast<std::size_t>(choice)];
    if (const auto* delta = std::get_if<engine::TextDelta>(&event)) {
        if (delta->channel == engine::Channel::Answer) own.text += delta->text;
        if (delta->channel == engine::Channel::Thinking) own.thinking += delta->text;
    } else if (const auto* call = std::get_if<engine::ToolCall>(&event)) {
        own.calls.push_back(*call);
    } else if (const auto* token = std::get_if<engine::TokenChoice>(&event)) {
        own.tokens.push_back(*token);
    }
}

const char* finishReasonOf(const engine::Finished& finished) {
    switch (finished.reason) {
        case engine::FinishReason::Length:
        case engine::FinishReason::Repetition:
            return "length";
        case engine::FinishReason::ToolCalls:
            return "tool_calls";
        case engine::FinishReason::Stop:
        case engine::FinishReason::Cancelled:
            return "stop";
    }
    return "stop";
}

engine::Stats sumOf(const Answer& answer) {
    engine::Stats sum;
    for (const Choice& choice : answer.choices) {
        if (!choice.finished) continue;
        const engine::Stats& stats = choice.finished->stats;
        sum.promptTokens = std::max(sum.promptTokens, stats.promptTokens);
        sum.imageTokens = std::max(sum.imageTokens, stats.imageTokens);
        sum.cachedTokens = std::max(sum.cachedTokens, stats.cachedTokens);
        sum.newTokens += stats.newTokens;
        sum.thinkingTokens += stats.thinkingTokens;
    }
    return sum;
}

Json usageOf(const Answer& answer) {
    const engine::Stats sum = sumOf(answer);
    return {
        {"prompt_tokens", sum.promptTokens},
        {"completion_tokens", sum.newTokens},
        {"total_tokens", sum.promptTokens + sum.newTokens},
        {"prompt_tokens_details", {{"cached_tokens", sum.cachedTokens}, {"image_tokens", sum.imageTokens}}},
        {"completion_tokens_details", {{"reasoning_tokens", sum.thinkingTokens}}}};
}

Json logprobsOf(const std::vector<engine::TokenChoice>& tokens) {
    Json content = Json::array();
    for (const engine::TokenChoice& token : tokens) {
        Json one = tokenJson(token.chosen);
        one["top_logprobs"] = Json::array();
        for (const engine::TokenLogprob& other : token.top)
            one["top_logprobs"].push_back(tokenJson(other));
        content.push_back(std::move(one));
    }
    return {{"content", std::move(content)}, {"refusal", nullptr}};
}

std::string newId(const char* prefix) {
    return prefix + hexOf(randomBytes(12));
}

std::string sse(const Json& json, const std::string& event) {
    return (event.empty() ? "data: " : "event: " + event + "\ndata: ") + dumped(json) + "\n\n";
}

}  // namespace app::server
