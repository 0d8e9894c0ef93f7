#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "engine/text/marked_text.h"

namespace engine {

namespace jinja {
struct Template;
}

/// A checkpoint's chat_template.jinja, run as transformers runs it (trim_blocks, lstrip_blocks, its own
/// tojson). Const after parsing: may be used by several threads at once.
class ChatTemplate {
 public:
    /// Reads chat_template.jinja of a checkpoint folder; older ones have it inside chat_template.json or
    /// tokenizer_config.json. Throws TemplateMissing, FileUnreadable, BadJson and what parse() throws.
    static ChatTemplate load(const std::filesystem::path& folder);
    /// Throws EngineError TemplateUnsupported, with name and line, on anything that this interpreter does not
    /// know.
    static ChatTemplate parse(std::string source, std::string fileName);

    ChatTemplate(ChatTemplate&&) noexcept;
    ChatTemplate& operator=(ChatTemplate&&) noexcept;
    ~ChatTemplate();

    /// `inputs` holds messages, tools, add_generation_prompt, enable_thinking and whatever else the template
    /// reads. Strings under messages, tools and documents are marked as the user's; known roles and part
    /// types are not. Throws EngineError TemplateFailed, also when the template runs too long or makes too
    /// much.
    MarkedText render(const nlohmann::ordered_json& inputs) const;

 private:
    ChatTemplate(std::unique_ptr<const jinja::Template> parsed, std::string fileName);
    std::unique_ptr<const jinja::Template> m_template;
    std::string m_fileName;
};

}  // namespace engine
