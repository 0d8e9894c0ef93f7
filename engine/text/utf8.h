#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/text/marked_text.h"

namespace engine::utf8 {

enum class Kind {
    Character,
    Broken,      ///< can never become a character, whatever follows
    Incomplete,  ///< the text ends inside a character
};

struct Step {
    Kind kind = Kind::Character;
    char32_t character = U'\uFFFD';
    std::size_t length = 0;  ///< bytes, at least 1; of a broken sequence the longest part that began well
};

inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

/// What stands at `position`, which must be inside `text`.
Step stepAt(std::string_view text, std::size_t position);

void append(std::string& out, char32_t character);

/// Characters of valid UTF-8.
std::size_t count(std::string_view text);

/// Each broken or incomplete sequence becomes U+FFFD, as a viewer shows it; marks stay where they were.
MarkedText repaired(const MarkedText& text);
bool isValid(std::string_view text);

}  // namespace engine::utf8
