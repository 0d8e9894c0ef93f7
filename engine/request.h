#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/image.h"

namespace engine {

enum class Role { System, User, Assistant, Tool };

struct TextPart {
    std::string text;  ///< UTF-8; never read as control tokens
};
struct ImagePart {
    std::shared_ptr<const Image> image;
    int mostTokens = 0;  ///< a cap below the checkpoint's own; 0: none
};
using Part = std::variant<TextPart, ImagePart>;

/// A function that the model wants called.
struct ToolCall {
    std::string name;
    std::string arguments;  ///< a JSON object
};

struct Message {
    Role role = Role::User;
    std::vector<Part> parts;
    std::vector<ToolCall> toolCalls = {};  ///< of an Assistant
    std::string thinking = {};             ///< of an Assistant
};

/// An empty field takes the checkpoint's generation_config.json, and what that lacks is off.
struct SamplingOptions {
    std::optional<double> temperature;  ///< 0: greedy
    std::optional<double> topP;
    std::optional<int> topK;  ///< 0: off
    std::optional<double> minP;
    std::optional<double> repetitionPenalty;
    double presencePenalty = 0;                       ///< of tokens that the answer has
    double frequencyPenalty = 0;                      ///< for each time that it has them
    std::vector<std::pair<int, double>> logitBias{};  ///< token id, added to its logit
    std::optional<std::uint64_t> seed;                ///< empty: a new one each time
    std::vector<std::string> stop{};                  ///< ends the answer before it, and is never shown
    std::optional<int> topLogprobs;                   ///< empty: no logprobs; 0 to 20 besides the chosen one
    bool endRepetition = true;                        ///< endless repetition ends the answer
    int maxTokens = 1024;
};

/// What the answer must be. A schema is a JSON Schema of the subset in engine/text/grammar/README.md.
struct AnswerFormat {
    enum class Kind { Text, JsonObject, JsonSchema };
    Kind kind = Kind::Text;
    std::string schema{};
};

struct ToolChoice {
    enum class Kind { Auto, None, Required, Named };
    Kind kind = Kind::Auto;
    std::string name{};  ///< of Named
};

/// The window's question goes before the port's, which keep their order.
enum class Priority { Window, Port };

struct Request {
    std::vector<Message> messages;
    SamplingOptions sampling;
    std::optional<bool> enableThinking;  ///< the template's own default when empty
    std::vector<std::string> tools{};    ///< each one OpenAI tool object, as JSON
    ToolChoice toolChoice{};
    AnswerFormat format{};
    std::string prompt{};  ///< plain text to go on with, without messages and template
    /// Whose computed pictures and prefixes may be used again: those of equal callers alone.
    std::string caller{};
    Priority priority = Priority::Window;
};

}  // namespace engine
