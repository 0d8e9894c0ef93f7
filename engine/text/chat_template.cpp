#include "engine/text/chat_template.h"

#include <fstream>
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

}  // namespace

ChatTemplate::ChatTemplate(std::unique_ptr<const jinja::Template> parsed, std::string fileName)
    : m_template(std::move(parsed)), m_fileName(std::move(fileName)) {}
ChatTemplate::ChatTemplate(ChatTemplate&&) noexcept = default;
ChatTemplate& ChatTemplate::operator=(ChatTemplate&&) noexcept = default;
ChatTemplate::~ChatTemplate() = default;

ChatTemplate ChatTemplate::load(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "chat_template.jinja";
    std::error_code problem;
    if (!std::filesystem::exists(file, problem))
        throw EngineError(ErrorCode::TemplateMissing, folder.string());
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    if (!stream || !content) throw EngineError(ErrorCode::FileUnreadable, file.string(), "cannot be read");
    return parse(content.str(), file.string());
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
