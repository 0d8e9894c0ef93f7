#include "engine/text/jinja/python_text.h"

#include <algorithm>

#include "engine/text/utf8.h"

namespace engine::jinja::python {
namespace {

constexpr std::size_t kNowhere = std::string::npos;

bool startsCharacter(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

char32_t characterBefore(std::string_view text, std::size_t end, std::size_t& begin) {
    begin = end - 1;
    while (begin > 0 && !startsCharacter(text[begin]))
        --begin;
    return utf8::stepAt(text, begin).character;
}

std::vector<MarkedText> splitAtSpaces(const MarkedText& text, std::int64_t most) {
    const std::string_view bytes = text.text;
    std::vector<MarkedText> pieces;
    std::size_t at = 0;
    while (true) {
        while (at < bytes.size() && isSpace(utf8::stepAt(bytes, at).character))
            at += utf8::stepAt(bytes, at).length;
        if (at == bytes.size()) return pieces;
        if (most >= 0 && static_cast<std::int64_t>(pieces.size()) == most) {
            pieces.push_back(text.slice(at, bytes.size()));
            return pieces;
        }
        const std::size_t begin = at;
        while (at < bytes.size() && !isSpace(utf8::stepAt(bytes, at).character))
            at += utf8::stepAt(bytes, at).length;
        pieces.push_back(text.slice(begin, at));
    }
}

std::vector<MarkedText> splitAtSpacesFromRight(const MarkedText& text, std::int64_t most) {
    const std::string_view bytes = text.text;
    std::vector<MarkedText> pieces;
    std::size_t end = bytes.size();
    std::size_t begin = 0;
    while (true) {
        while (end > 0 && isSpace(characterBefore(bytes, end, begin)))
            end = begin;
        if (end == 0) break;
        if (most >= 0 && static_cast<std::int64_t>(pieces.size()) == most) {
            pieces.push_back(text.slice(0, end));
            break;
        }
        const std::size_t wordEnd = end;
        while (end > 0 && !isSpace(characterBefore(bytes, end, begin)))
            end = begin;
        pieces.push_back(text.slice(end, wordEnd));
    }
    std::reverse(pieces.begin(), pieces.end());
    return pieces;
}

const std::string& separatorOf(const MarkedText& separator) {
    if (separator.text.empty()) fail("empty separator");
    return separator.text;
}

}  // namespace

bool isSpace(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

std::int64_t length(const MarkedText& text) {
    return static_cast<std::int64_t>(utf8::count(text.text));
}

std::vector<MarkedText> characters(const MarkedText& text) {
    std::vector<MarkedText> out;
    for (std::size_t at = 0; at < text.text.size();) {
        const std::size_t size = utf8::stepAt(text.text, at).length;
        out.push_back(text.slice(at, at + size));
        at += size;
    }
    return out;
}

std::optional<MarkedText> characterAt(const MarkedText& text, std::int64_t index) {
    if (index < 0) index += length(text);
    if (index < 0) return std::nullopt;
    for (std::size_t at = 0; at < text.text.size(); --index) {
        const std::size_t size = utf8::stepAt(text.text, at).length;
        if (index == 0) return text.slice(at, at + size);
        at += size;
    }
    return std::nullopt;
}

MarkedText strip(const MarkedText& text, Side side, const std::optional<MarkedText>& characters) {
    std::u32string set;
    for (std::size_t at = 0; characters && at < characters->text.size();) {
        const utf8::Step step = utf8::stepAt(characters->text, at);
        set += step.character;
        at += step.length;
    }
    const auto goes = [&](char32_t c) {
        return characters ? set.find(c) != std::u32string::npos : isSpace(c);
    };
    const std::string_view bytes = text.text;
    std::size_t begin = 0;
    std::size_t end = bytes.size();
    while (side != Side::Right && begin < end && goes(utf8::stepAt(bytes, begin).character))
        begin += utf8::stepAt(bytes, begin).length;
    std::size_t last = 0;
    while (side != Side::Left && end > begin && goes(characterBefore(bytes, end, last)))
        end = last;
    return text.slice(begin, end);
}

std::vector<MarkedText> split(const MarkedText& text, const std::optional<MarkedText>& separator,
                              std::int64_t most) {
    if (!separator) return splitAtSpaces(text, most);
    const std::string& mark = separatorOf(*separator);
    std::vector<MarkedText> pieces;
    std::size_t begin = 0;
    while (most < 0 || static_cast<std::int64_t>(pieces.size()) < most) {
        const std::size_t found = text.text.find(mark, begin);
        if (found == kNowhere) break;
        pieces.push_back(text.slice(begin, found));
        begin = found + mark.size();
    }
    pieces.push_back(text.slice(begin, text.text.size()));
    return pieces;
}

std::vector<MarkedText> splitFromRight(const MarkedText& text, const std::optional<MarkedText>& separator,
                                       std::int64_t most) {
    if (!separator) return splitAtSpacesFromRight(text, most);
    const std::string& mark = separatorOf(*separator);
    std::vector<MarkedText> pieces;
    std::size_t end = text.text.size();
    while ((most < 0 || static_cast<std::int64_t>(pieces.size()) < most) && end >= mark.size()) {
        const std::size_t found = text.text.rfind(mark, end - mark.size());
        if (found == kNowhere) break;
        pieces.push_back(text.slice(found + mark.size(), end));
        end = found;
    }
    pieces.push_back(text.slice(0, end));
    std::reverse(pieces.begin(), pieces.end());
    return pieces;
}

std::vector<MarkedText> splitLines(const MarkedText& text) {
    const auto ends = [](char32_t c) {
        return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 ||
               c == 0x2029;
    };
    std::vector<MarkedText> lines;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.text.size();) {
        const utf8::Step step = utf8::stepAt(text.text, at);
        const std::size_t end = at;
        at += step.length;
        if (!ends(step.character)) continue;
        if (step.character == '\r' && at < text.text.size() && text.text[at] == '\n') ++at;
        lines.push_back(text.slice(begin, end));
        begin = at;
    }
    if (begin < text.text.size()) lines.push_back(text.slice(begin, text.text.size()));
    return lines;
}

MarkedText replace(const MarkedText& text, const MarkedText& from, const MarkedText& to, std::int64_t most,
                   Budget& budget) {
    TextBuilder out(budget);
    std::size_t done = 0;
    std::size_t search = 0;
    for (std::int64_t made = 0; most < 0 || made < most; ++made) {
        const std::size_t found = text.text.find(from.text, search);
        if (found == kNowhere) break;
        out.add(text, done, found).add(to);
        done = found + from.text.size();
        search = done;
        if (from.text.empty()) {  // before every character, and at the end
            if (found == text.text.size()) break;
            search = found + utf8::stepAt(text.text, found).length;
        }
    }
    return out.add(text, done, text.text.size()).take();
}

std::int64_t count(const MarkedText& text, std::string_view part) {
    if (part.empty()) return length(text) + 1;
    std::int64_t found = 0;
    for (std::size_t at = text.text.find(part); at != kNowhere; at = text.text.find(part, at + part.size()))
        ++found;
    return found;
}

std::int64_t find(const MarkedText& text, std::string_view part) {
    const std::size_t at = text.text.find(part);
    if (at == kNowhere) return -1;
    return static_cast<std::int64_t>(utf8::count(std::string_view(text.text).substr(0, at)));
}

}  // namespace engine::jinja::python
