#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "engine/event.h"
#include "engine/generator.h"

namespace app {

/// What `ask` shows of an answer: its text while it comes, or one JSON line at the end.
class AnswerPrinter {
 public:
    explicit AnswerPrinter(bool json) : m_json(json) {}

    void take(const engine::Event& event);
    /// The rest on stdout: the end of the line, calls of tools one JSON object a line, or the whole as JSON.
    void finish(const engine::Finished& finished, const engine::ModelInfo& model) const;
    /// After an error: only the line is ended.
    void breakOff() const;

 private:
    void printJson(const engine::Finished& finished, const engine::ModelInfo& model) const;

    bool m_json;
    std::string m_answer;
    std::string m_thinking;
    std::string m_by;  ///< who answers, where that isn't said by the model's name alone
    nlohmann::ordered_json m_toolCalls = nlohmann::ordered_json::array();
    nlohmann::ordered_json m_logprobs = nlohmann::ordered_json::array();
};

}  // namespace app
