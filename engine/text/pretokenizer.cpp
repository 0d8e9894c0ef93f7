#include "engine/text/pretokenizer.h"

#include <stdexcept>

#include <nlohmann/json.hpp>

#include "engine/error.h"

namespace engine {
namespace {

// tokenizers: pre_tokenizers::byte_level::RE
constexpr const char* kByteLevelExpression =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

bool flag(const nlohmann::json& object, const char* key, bool otherwise) {
    const auto found = object.find(key);
    return found == object.end() || !found->is_boolean() ? otherwise : found->get<bool>();
}

std::string textOf(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

using Word = std::function<void(std::string_view)>;

/// Every match and every gap between two matches is a word of its own ("Isolated"). No match is empty.
void cut(Regex::Search& search, std::string_view text, const Word& word) {
    std::size_t done = 0;
    while (done < text.size()) {
        const auto match = search.next(text, done);
        if (!match) break;
        if (match->begin > done) word(text.substr(done, match->begin - done));
        word(text.substr(match->begin, match->end - match->begin));
        done = match->end;
    }
    if (done < text.size()) word(text.substr(done));
}

}  // namespace

Pretokenizer::Pretokenizer(const nlohmann::json& description, const std::string& fileName)
    : m_fileName(fileName) {
    read(description);
    if (!m_byteLevel) refuse("pre_tokenizer: no ByteLevel");
}

void Pretokenizer::read(const nlohmann::json& description) {
    if (!description.is_object()) refuse("pre_tokenizer");
    if (m_byteLevel) refuse("pre_tokenizer: a step after ByteLevel");
    const std::string type = textOf(description, "type");
    if (type == "Sequence") {
        const auto steps = description.find("pretokenizers");
        if (steps == description.end() || !steps->is_array()) refuse("pre_tokenizer: Sequence without steps");
        for (const auto& step : *steps) {
            if (step.is_object() && textOf(step, "type") == "Sequence")
                refuse("pre_tokenizer: nested Sequence");
            read(step);
        }
    } else if (type == "Split") {
        readSplit(description);
    } else if (type == "ByteLevel") {
        readByteLevel(description);
    } else {
        refuse("pre_tokenizer: " + type);
    }
}

void Pretokenizer::readSplit(const nlohmann::json& description) {
    if (textOf(description, "behavior") != "Isolated")
        refuse("pre_tokenizer: Split behavior " + textOf(description, "behavior"));
    if (flag(description, "invert", false)) refuse("pre_tokenizer: Split invert");
    const auto pattern = description.find("pattern");
    if (pattern == description.end() || !pattern->is_object() || textOf(*pattern, "Regex").empty())
        refuse("pre_tokenizer: Split without a Regex");
    addExpression(textOf(*pattern, "Regex"));
}

void Pretokenizer::readByteLevel(const nlohmann::json& description) {
    if (flag(description, "add_prefix_space", true)) refuse("pre_tokenizer: ByteLevel add_prefix_space");
    if (flag(description, "use_regex", true)) addExpression(kByteLevelExpression);
    m_byteLevel = true;
}

void Pretokenizer::addExpression(const std::string& pattern) {
    if (m_steps.size() == 8) refuse("pre_tokenizer: more than 8 expressions");
    try {
        m_steps.emplace_back(pattern);
    } catch (const std::invalid_argument& error) {
        refuse("pre_tokenizer: Regex: " + std::string(error.what()));
    }
}

Pretokenizer::Searches Pretokenizer::searches() const {
    Searches searches;
    for (const Regex& step : m_steps)
        searches.emplace_back(step);
    return searches;
}

void Pretokenizer::split(std::string_view text, Searches& searches, const Word& word) const {
    const std::function<void(std::string_view, std::size_t)> from = [&](std::string_view piece,
                                                                        std::size_t step) {
        if (step == searches.size()) {
            word(piece);
        } else {
            cut(searches[step], piece, [&](std::string_view part) { from(part, step + 1); });
        }
    };
    try {
        if (!text.empty()) from(text, 0);
    } catch (const std::runtime_error& error) {
        refuse("pre_tokenizer: Regex: " + std::string(error.what()));
    }
}

void Pretokenizer::refuse(const std::string& part) const {
    throw EngineError(ErrorCode::TokenizerUnsupported, m_fileName, part);
}

}  // namespace engine
