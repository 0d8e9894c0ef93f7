#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/text/regex.h"

namespace engine {

/// tokenizer.json's "pre_tokenizer": cuts a text into the words that BPE works on.
class Pretokenizer {
 public:
    /// Takes Split (a Regex, Isolated), ByteLevel, and Sequences of them. Throws EngineError
    /// TokenizerUnsupported.
    Pretokenizer(const nlohmann::json& description, const std::string& fileName);

    /// The working memory of one caller.
    using Searches = std::deque<Regex::Search>;
    Searches searches() const;

    /// `text` must be valid UTF-8. Throws EngineError TokenizerUnsupported when the expression takes too many
    /// steps.
    void split(std::string_view text, Searches& searches,
               const std::function<void(std::string_view)>& word) const;

 private:
    void read(const nlohmann::json& description);
    void readSplit(const nlohmann::json& description);
    void readByteLevel(const nlohmann::json& description);
    void addExpression(const std::string& pattern);
    [[noreturn]] void refuse(const std::string& part) const;

    std::string m_fileName;
    std::vector<Regex> m_steps;  // each cuts what the one before left
    bool m_byteLevel = false;
};

}  // namespace engine
