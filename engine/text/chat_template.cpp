#include "engine/text/chat_template.h"

#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/error.h"
#include "engine/text/jinja/ast.h"
#include "engine/text/jinja/interpreter.h"
#include "engine/text/jinja/parser.h"

namespace engine {
namespace {

// What a client sends, as opposed to switches like enable_thinking.
Origin originOf(const std::string& input) {
    return input == "messages" || input == "tools" || input == "documents" ? Origin::User : Origin::Template;
}

/// Nothing when there is no such file.
std::optional<std::string> contentOf(const std::filesystem::path& file) {
    std::error_code problem;
    if (!std::filesystem::exists(file, problem)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    if (!stream || !content) throw EngineError(ErrorCode::FileUnreadable, file.string(), "cannot be read");
    return content.str();
}

/// "chat_template" of a JSON file: the text itself, or the one named default in a list.
std::optional<std::string> templateInside(const std::filesystem::path& file) {
    const auto content = contentOf(file);
    if (!content) return std::nullopt;
    const auto json = nlohmann::json::parse(*content, nullptr, false);
    if (!json.is_object()) throw EngineError(ErrorCode::BadJson, file.string(), "not an object");
    const auto found = json.find("chat_template");
    if (found == json.end()) return std::nullopt;
    if (found->is_string()) return found->get<std::string>();
    if (!found->is_array()) return std::nullopt;
    for (const auto& named : *found) {
        const bool isDefault = named.is_object() && named.value("name", nlohmann::json()) == "default";
        if (isDefault && named.contains("template") && named["template"].is_string())
            return named["template"].get<std::string>();
    }
    return std::nullopt;
}

}  // namespace

ChatTemplate::ChatTemplate(std::unique_ptr<const jinja::Template> parsed, std::string fileName)
    : m_template(std::move(parsed)), m_fileName(std::move(fileName)) {}
ChatTemplate::ChatTemplate(ChatTemplate&&) noexcept = default;
ChatTemplate& ChatTemplate::operator=(ChatTemplate&&) noexcept = default;
ChatTemplate::~ChatTemplate() = default;

ChatTemplate ChatTemplate::load(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "chat_template.jinja";
    if (auto source = contentOf(file)) return parse(std::move(*source), file.string());
    // transformers 5 keeps it in a file of its own; before, it lay inside one of two others.
    for (const char* name : {"chat_template.json", "tokenizer_config.json"}) {
        const std::filesystem::path other = folder / name;
        if (auto source = templateInside(other); source && !source->empty())
            return parse(std::move(*source), other.string());
    }
    throw EngineError(ErrorCode::TemplateMissing, folder.string());
}

ChatTemplate ChatTemplate::parse(std::string source, std::string fileName) {
    try {
        auto parsed = std::make_unique<const jinja::Template>(jinja::parseTemplate(source));
        return {std::move(parsed), std::move(fileName)};
    } catch (const jinja::Unsupported& reason) {
        throw EngineError(ErrorCode::TemplateUnsupported, std::move(fileName), reason.what());
    }
}

MarkedText ChatTemplate::render(const nlohmann::ordered_json& inputs) const {
    jinja::Budget budget;
    jinja::Interpreter interpreter(budget);
    try {
        std::map<std::string, jinja::Value, std::less<>> names;
        // transformers always passes these, as None when they are not given.
        for (const char* name : {"tools", "documents"})
            names[name] = jinja::None{};
        names["add_generation_prompt"] = false;
        for (const auto& [name, value] : inputs.items())
            names[name] = jinja::fromJson(value, originOf(name));
        return interpreter.run(*m_template, std::move(names));
    } catch (const jinja::Failure& reason) {
        throw EngineError(ErrorCode::TemplateFailed, m_fileName,
                          std::string(reason.what()) + ", line " + std::to_string(interpreter.line()));
    }
}

}  // namespace engine
