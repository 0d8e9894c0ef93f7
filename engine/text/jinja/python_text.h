#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/text/jinja/budget.h"
#include "engine/text/marked_text.h"

/// Python's str methods on UTF-8 with marks; the marks go wherever their bytes go.
/// Positions and lengths count characters (code points). All throw Failure.
namespace engine::jinja::python {

bool isSpace(char32_t character);  // str.isspace

std::int64_t length(const MarkedText& text);
std::vector<MarkedText> characters(const MarkedText& text);
/// Bytes of the character at `index`, which may be negative; nothing when out of range.
std::optional<MarkedText> characterAt(const MarkedText& text, std::int64_t index);

enum class Side { Left, Right, Both };
/// Without `characters`: white space.
MarkedText strip(const MarkedText& text, Side side, const std::optional<MarkedText>& characters);

/// A negative `most` has no limit. Without a separator: at runs of white space, and no empty pieces.
std::vector<MarkedText> split(const MarkedText& text, const std::optional<MarkedText>& separator,
                              std::int64_t most);
std::vector<MarkedText> splitFromRight(const MarkedText& text, const std::optional<MarkedText>& separator,
                                       std::int64_t most);
std::vector<MarkedText> splitLines(const MarkedText& text);

/// A negative `most` has no limit.
MarkedText replace(const MarkedText& text, const MarkedText& from, const MarkedText& to, std::int64_t most,
                   Budget& budget);
std::int64_t count(const MarkedText& text, std::string_view part);
/// In characters; -1: not there.
std::int64_t find(const MarkedText& text, std::string_view part);

/// These refuse letters outside ASCII that have a case: there is no table for them here.
MarkedText upper(const MarkedText& text);
MarkedText lower(const MarkedText& text);
MarkedText capitalize(const MarkedText& text);
/// str.title(): a word is a run of letters.
MarkedText title(const MarkedText& text);

}  // namespace engine::jinja::python
