#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/server/json/strict_json.h"
#include "app/server/model/answer_run.h"

namespace app::server {

/// One of a request's answers, as far as it has come.
struct Choice {
    std::string text{};
    std::string thinking{};
    std::vector<engine::ToolCall> calls{};
    std::vector<engine::TokenChoice> tokens{};
    std::optional<engine::Finished> finished{};
};

struct Answer {
    std::string id{};
    std::int64_t created = 0;
    std::string model{};
    std::vector<Choice> choices{};

    void take(int choice, const engine::Event& event);
};

/// OpenAI's word. Going round in circles counts as an answer that was too long.
const char* finishReasonOf(const engine::Finished& finished);

/// The prompt once, the answers' tokens together.
engine::Stats sumOf(const Answer& answer);
Json usageOf(const Answer& answer);

/// chat completions' "logprobs" of these tokens.
Json logprobsOf(const std::vector<engine::TokenChoice>& tokens);

/// A prefix and 24 random hex digits.
std::string newId(const char* prefix);

/// How one of OpenAI's routes writes an answer, whole or as a stream of server-sent events. Of one request.
class Renderer {
 public:
    Renderer() = default;
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;
    virtual ~Renderer() = default;

    virtual Json whole(const Answer& answer) const = 0;

    virtual std::string begin(const Answer& answer) = 0;
    /// What has come for one of the choices; the answer holds it already.
    virtual std::string events(const Answer& answer, int choice,
                               const std::vector<engine::Event>& events) = 0;
    /// One choice has ended.
    virtual std::string choiceEnd(const Answer& answer, int choice) = 0;
    virtual std::string end(const Answer& answer) = 0;
};

/// "data: JSON" with its blank line; with an event's name before it when there is one.
std::string sse(const Json& json, const std::string& event = {});

}  // namespace app::server
