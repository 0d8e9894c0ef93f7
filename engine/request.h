#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/image.h"

namespace engine {

enum class Role { System, User, Assistant };

struct TextPart {
    std::string text;  ///< UTF-8; never read as control tokens
};
struct ImagePart {
    std::shared_ptr<const Image> image;
};
using Part = std::variant<TextPart, ImagePart>;

struct Message {
    Role role = Role::User;
    std::vector<Part> parts;
};

/// An empty field takes the checkpoint's generation_config.json, and what that lacks is off.
struct SamplingOptions {
    std::optional<double> temperature;  ///< 0: greedy
    std::optional<double> topP;
    std::optional<int> topK;  ///< 0: off
    std::optional<double> repetitionPenalty;
    std::optional<std::uint64_t> seed;  ///< empty: a new one each time
    int maxTokens = 1024;
};

struct Request {
    std::vector<Message> messages;
    SamplingOptions sampling;
    std::optional<bool> enableThinking;  ///< the template's own default when empty
};

}  // namespace engine
