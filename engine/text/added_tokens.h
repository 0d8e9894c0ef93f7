#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/text/marked_text.h"

namespace engine {

struct AddedToken {
    int id = 0;
    std::string content;
    bool special = false;
    bool normalized = false;  ///< looked for only in what the others left
};

/// tokenizer.json's "added_tokens": texts that are one token each, found before anything else.
class AddedTokenSet {
 public:
    /// Throws EngineError TokenizerUnsupported.
    AddedTokenSet(const nlohmann::json& description, const std::string& fileName);

    const std::vector<AddedToken>& all() const { return m_all; }
    const AddedToken* byContent(std::string_view content) const;

    struct Segment {
        Span span;
        const AddedToken* token = nullptr;  ///< null: plain text
    };
    /// The text in order; added tokens are the leftmost and longest that have no user's byte in them.
    std::vector<Segment> segment(const MarkedText& text) const;

 private:
    void add(const nlohmann::json& entry);
    std::vector<Segment> pass(const MarkedText& text, Span within, bool normalized) const;
    [[noreturn]] void refuse(const std::string& part) const;

    std::string m_fileName;
    std::vector<AddedToken> m_all;
    std::map<std::string, std::size_t, std::less<>> m_byContent;
    std::map<unsigned char, std::vector<std::size_t>> m_byFirstByte;  // the longest first
};

}  // namespace engine
