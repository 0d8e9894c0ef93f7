#include "engine/text/added_tokens.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/error.h"

namespace engine {
namespace {

constexpr std::size_t kMostTokens = 16384;
constexpr std::size_t kLongestToken = 1024;

bool flagOf(const nlohmann::json& entry, const char* key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_boolean() && found->get<bool>();
}

}  // namespace

AddedTokenSet::AddedTokenSet(const nlohmann::json& description, const std::string& fileName)
    : m_fileName(fileName) {
    if (description.is_null()) return;
    if (!description.is_array()) refuse("added_tokens");
    if (description.size() > kMostTokens) refuse("added_tokens: too many");
    for (const auto& entry : description)
        add(entry);
    for (auto& [byte, indices] : m_byFirstByte) {
        std::stable_sort(indices.begin(), indices.end(), [this](std::size_t a, std::size_t b) {
            return m_all[a].content.size() > m_all[b].content.size();
        });
    }
}

void AddedTokenSet::add(const nlohmann::json& entry) {
    const bool shaped = entry.is_object() && entry.contains("content") && entry["content"].is_string() &&
                        entry.contains("id") && entry["id"].is_number_integer();
    if (!shaped) refuse("added_tokens: an entry without id and content");
    const auto content = entry["content"].get<std::string>();
    if (content.empty() || content.size() > kLongestToken)
        refuse("added_tokens: an empty or very long token");
    for (const char* option : {"lstrip", "rstrip", "single_word"}) {
        if (flagOf(entry, option)) refuse("added_tokens: " + content + ": " + option);
    }
    if (entry["id"].is_number_unsigned() && entry["id"].get<std::uint64_t>() > 0x7FFFFFFFU)
        refuse("added_tokens: " + content + ": id");
    const auto id = entry["id"].get<std::int64_t>();
    if (id < 0) refuse("added_tokens: " + content + ": id");
    if (!m_byContent.emplace(content, m_all.size()).second) refuse("added_tokens: " + content + " twice");
    m_byFirstByte[static_cast<unsigned char>(content[0])].push_back(m_all.size());
    m_all.push_back({static_cast<int>(id), content, flagOf(entry, "special"), flagOf(entry, "normalized")});
}

const AddedToken* AddedTokenSet::byContent(std::string_view content) const {
    const auto found = m_byContent.find(content);
    return found == m_byContent.end() ? nullptr : &m_all[found->second];
}

std::vector<AddedTokenSet::Segment> AddedTokenSet::segment(const MarkedText& text) const {
    std::vector<Segment> out;
    for (const Segment& first : pass(text, {0, text.text.size()}, false)) {
        if (first.token != nullptr) {
            out.push_back(first);
        } else {
            const auto rest = pass(text, first.span, true);
            out.insert(out.end(), rest.begin(), rest.end());
        }
    }
    return out;
}

std::vector<AddedTokenSet::Segment> AddedTokenSet::pass(const MarkedText& text, Span within,
                                                        bool normalized) const {
    const auto tokenAt = [&](std::size_t at) -> const AddedToken* {
        const auto candidates = m_byFirstByte.find(static_cast<unsigned char>(text.text[at]));
        if (candidates == m_byFirstByte.end()) return nullptr;
        const auto rest = std::string_view(text.text).substr(at, within.end - at);
        for (const std::size_t index : candidates->second) {
            const AddedToken& token = m_all[index];
            if (token.normalized == normalized && rest.starts_with(token.content) &&
                text.isTemplates(at, at + token.content.size()))
                return &token;
        }
        return nullptr;
    };
    std::vector<Segment> out;
    std::size_t plain = within.begin;
    for (std::size_t at = within.begin; at < within.end;) {
        const AddedToken* token = tokenAt(at);
        if (token == nullptr) {
            ++at;
            continue;
        }
        if (plain < at) out.push_back({{plain, at}, nullptr});
        out.push_back({{at, at + token->content.size()}, token});
        plain = at = at + token->content.size();
    }
    if (plain < within.end) out.push_back({{plain, within.end}, nullptr});
    return out;
}

void AddedTokenSet::refuse(const std::string& part) const {
    throw EngineError(ErrorCode::TokenizerUnsupported, m_fileName, part);
}

}  // namespace engine
