#include "app/server/cache/cache_key.h"

#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace app {
namespace {

constexpr std::string_view label = "glancedesk cache key 1";

// Every struct is taken apart by a structured binding, so that a new field of the engine's does not compile
// here until it is keyed.

void add(FieldDigest& digest, const std::string& text) {
    digest.add(std::string_view(text));
}
void add(FieldDigest& digest, double number) {
    digest.add(number);
}
template <class Number>
requires std::is_integral_v<Number>
void add(FieldDigest& digest, Number number) {
    digest.add(static_cast<std::int64_t>(number));
}
template <class Enum>
requires std::is_enum_v<Enum>
void add(FieldDigest& digest, Enum value) {
    digest.add(static_cast<std::int64_t>(value));
}

// Declared first: lists are made of them.
void add(FieldDigest& digest, const std::pair<int, double>& bias);
void add(FieldDigest& digest, const engine::ToolCall& call);
void add(FieldDigest& digest, const engine::Part& part);
void add(FieldDigest& digest, const engine::Message& message);

template <class Value>
void add(FieldDigest& digest, const std::vector<Value>& list) {
    add(digest, list.size());
    for (const Value& value : list)
        add(digest, value);
}

template <class Value>
void add(FieldDigest& digest, const std::optional<Value>& value) {
    add(digest, value.has_value());
    if (value) add(digest, *value);
}

void add(FieldDigest& digest, const std::pair<int, double>& bias) {
    add(digest, bias.first);
    add(digest, bias.second);
}

void add(FieldDigest& digest, const engine::ToolCall& call) {
    const auto& [name, arguments] = call;
    add(digest, name);
    add(digest, arguments);
}

void add(FieldDigest& digest, const engine::Image& image) {
    const auto& [width, height, rgb] = image;
    add(digest, width);
    add(digest, height);
    const Digest pixels = sha256({reinterpret_cast<const char*>(rgb.data()), rgb.size()});
    digest.add(viewOf(pixels));
}

void add(FieldDigest& digest, const engine::Part& part) {
    add(digest, part.index());
    if (const auto* picture = std::get_if<engine::ImagePart>(&part)) {
        const auto& [image, mostTokens] = *picture;
        add(digest, image != nullptr);
        if (image) add(digest, *image);
        add(digest, mostTokens);
        return;
    }
    const auto& [text] = std::get<engine::TextPart>(part);
    add(digest, text);
}

void add(FieldDigest& digest, const engine::Message& message) {
    const auto& [role, parts, toolCalls, thinking] = message;
    add(digest, role);
    add(digest, parts);
    add(digest, toolCalls);
    add(digest, thinking);
}

void add(FieldDigest& digest, const engine::SamplingOptions& sampling) {
    const auto& [temperature, topP, topK, minP, repetitionPenalty, presencePenalty, frequencyPenalty,
                 logitBias, seed, stop, topLogprobs, endRepetition, maxTokens] = sampling;
    add(digest, temperature);
    add(digest, topP);
    add(digest, topK);
    add(digest, minP);
    add(digest, repetitionPenalty);
    add(digest, presencePenalty);
    add(digest, frequencyPenalty);
    add(digest, logitBias);
    add(digest, seed);
    add(digest, stop);
    add(digest, topLogprobs);
    add(digest, endRepetition);
    add(digest, maxTokens);
}

}  // namespace

CacheKey cacheKeyOf(const engine::Request& request, const AnswerOrigin& origin, std::string_view secret) {
    FieldDigest digest(secret);
    digest.add(label);
    const auto& [model, weights, templateHash] = origin;
    add(digest, model);
    add(digest, weights);
    add(digest, templateHash);

    const auto& [messages, sampling, enableThinking, tools, toolChoice, format, prompt, caller, priority] =
        request;
    add(digest, messages);
    add(digest, sampling);
    add(digest, enableThinking);
    add(digest, tools);
    const auto& [choiceKind, choiceName] = toolChoice;
    add(digest, choiceKind);
    add(digest, choiceName);
    const auto& [formatKind, schema] = format;
    add(digest, formatKind);
    add(digest, schema);
    add(digest, prompt);
    add(digest, caller);
    static_cast<void>(priority);  // changes when, not what
    return digest.finish();
}

bool isDeterministic(const engine::Request& request) {
    const auto& sampling = request.sampling;
    return sampling.seed.has_value() || (sampling.temperature && *sampling.temperature == 0);
}

bool isComplete(const engine::Finished& finished) {
    return finished.reason == engine::FinishReason::Stop ||
           finished.reason == engine::FinishReason::ToolCalls;
}

}  // namespace app
