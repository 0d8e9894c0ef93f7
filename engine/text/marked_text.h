#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// Bytes [begin, end) of a text.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const Span&) const = default;
};

/// Who wrote a piece of a prompt: the checkpoint's template, or somebody whose words must stay words.
enum class Origin { Template, User };

/// A prompt that knows which of its bytes came from a message's content. Those never become control tokens:
/// a typed `<|system|>` stays ten plain characters.
struct MarkedText {
    std::string text;             ///< UTF-8
    std::vector<Span> userSpans;  ///< sorted, disjoint, never touching, none empty

    MarkedText() = default;
    explicit MarkedText(std::string_view piece, Origin origin = Origin::Template) { append(piece, origin); }

    void append(std::string_view piece, Origin origin);
    void append(const MarkedText& piece);
    /// Appends bytes [begin, end) of `piece`, with their marks.
    void append(const MarkedText& piece, std::size_t begin, std::size_t end);
    MarkedText slice(std::size_t begin, std::size_t end) const;
    /// The bytes [begin, end) have no user's byte among them.
    bool isTemplates(std::size_t begin, std::size_t end) const;
};

}  // namespace engine
