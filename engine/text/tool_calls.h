#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/request.h"

namespace engine {

/// The tools that a request offers: parsed, checked, and what a call of the model means by them.
class Tools {
 public:
    /// Each text one OpenAI tool object, or its function alone. Throws EngineError BadRequest "tools: …".
    explicit Tools(const std::vector<std::string>& tools);

    bool empty() const { return m_tools.empty(); }
    /// As transformers gives them to a chat template.
    const nlohmann::ordered_json& json() const { return m_tools; }

    /// What stands between <tool_call> and </tool_call>: a name, then pairs of <arg_key> and <arg_value>. An
    /// argument that the tool's schema calls a string stays one, others are read as JSON where they are JSON.
    /// Nothing when the notation is damaged.
    std::optional<ToolCall> call(std::string_view notation) const;

 private:
    nlohmann::ordered_json valueOf(const std::string& tool, const std::string& argument,
                                   const std::string& text) const;

    nlohmann::ordered_json m_tools = nlohmann::ordered_json::array();
    std::map<std::string, nlohmann::ordered_json> m_properties;  // by tool
};

}  // namespace engine
