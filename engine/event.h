#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>

namespace engine {

enum class Stage { Seeing, Reading };

/// Seeing counts vision blocks, Reading counts decoder layers of the prefill.
struct Progress {
    Stage stage = Stage::Seeing;
    int done = 0;
    int total = 0;
};

enum class Channel { Answer, Thinking, ToolCall };

/// Whole UTF-8 characters; control marks are never among them.
struct TextDelta {
    Channel channel = Channel::Answer;
    std::string text;
};

enum class FinishReason { Stop, Length, Cancelled };

struct Stats {
    int promptTokens = 0;
    int imageTokens = 0;
    int newTokens = 0;
    double visionSeconds = 0;      ///< preprocessing, vision tower and merger
    double firstTokenSeconds = 0;  ///< from the call to the first token
    double totalSeconds = 0;
    std::uint64_t seed = 0;  ///< the one that was used
};

struct Finished {
    FinishReason reason = FinishReason::Stop;
    Stats stats;
};

using Event = std::variant<Progress, TextDelta>;

/// Called on the thread that called generate().
using EventSink = std::function<void(const Event&)>;

}  // namespace engine
