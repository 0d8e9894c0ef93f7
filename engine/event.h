#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "engine/request.h"

namespace engine {

enum class Stage { Waiting, Seeing, Reading };

/// Waiting counts the requests before this one, Seeing vision blocks, Reading prompt tokens of the prefill.
struct Progress {
    Stage stage = Stage::Seeing;
    int done = 0;
    int total = 0;
    std::string answeredBy{};  ///< who does, where that isn't ModelInfo's name
};

/// ToolCall is the model's own notation, which the engine turns into ToolCall events.
enum class Channel { Answer, Thinking, ToolCall };

/// Whole UTF-8 characters; control marks are never among them.
struct TextDelta {
    Channel channel = Channel::Answer;
    std::string text;
};

struct TokenLogprob {
    int id = 0;
    std::string bytes;  ///< not always whole characters
    double logprob = 0;
};

/// One for each token of the answer, when the request asked for them.
struct TokenChoice {
    TokenLogprob chosen;
    std::vector<TokenLogprob> top;  ///< the most likely first
};

/// Repetition: the answer went round in circles and was ended.
enum class FinishReason { Stop, Length, Cancelled, ToolCalls, Repetition };

struct Stats {
    int promptTokens = 0;
    int imageTokens = 0;
    int cachedTokens = 0;  ///< of the prompt, computed for an earlier request
    int newTokens = 0;
    int thinkingTokens = 0;        ///< of the new ones
    double visionSeconds = 0;      ///< preprocessing, vision tower and merger
    double firstTokenSeconds = 0;  ///< from the call to the first token
    double totalSeconds = 0;
    std::uint64_t seed = 0;  ///< the one that was used
};

struct Finished {
    FinishReason reason = FinishReason::Stop;
    Stats stats;
};

using Event = std::variant<Progress, TextDelta, ToolCall, TokenChoice>;

/// Called on the thread that called generate().
using EventSink = std::function<void(const Event&)>;

}  // namespace engine
