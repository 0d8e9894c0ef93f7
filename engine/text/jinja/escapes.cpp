#include <algorithm>
#include <charconv>

#include "engine/text/jinja/failure.h"
#include "engine/text/jinja/lexer.h"
#include "engine/text/utf8.h"

// Python's unicode-escape, which jinja2 applies to string literals.
namespace engine::jinja {
namespace {

char32_t numberOf(std::string_view digits, int base, std::size_t wanted, int line) {
    unsigned number = 0;
    const char* end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, number, base);
    const bool surrogate = number >= 0xD800 && number <= 0xDFFF;
    if (digits.size() != wanted || result.ec != std::errc() || result.ptr != end || number > 0x10FFFF ||
        surrogate)
        throw Unsupported("an escape in a string", line);
    return number;
}

/// At the letter behind a backslash: appends what the escape means and returns the bytes it took.
std::size_t appendEscape(std::string& out, std::string_view rest, int line) {
    static constexpr std::string_view kLetters = "\\'\"abfnrtv";
    static constexpr std::string_view kMeanings = "\\'\"\a\b\f\n\r\t\v";
    const char letter = rest[0];
    if (const std::size_t known = kLetters.find(letter); known != std::string_view::npos) {
        out += kMeanings[known];
        return 1;
    }
    if (letter == '\n') return 1;  // the line goes on
    if (letter == 'x' || letter == 'u' || letter == 'U') {
        const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
        utf8::append(out, numberOf(rest.substr(1, digits), 16, digits, line));
        return 1 + digits;
    }
    if (letter >= '0' && letter <= '7') {
        const std::size_t end =
            std::min(rest.find_first_not_of("01234567"), std::min<std::size_t>(rest.size(), 3));
        utf8::append(out, numberOf(rest.substr(0, end), 8, end, line));
        return end;
    }
    if (letter == 'N' || static_cast<unsigned char>(letter) >= 0x80)
        throw Unsupported("an escape in a string", line);
    out += '\\';  // an unknown escape stays as it is
    out += letter;
    return 1;
}

}  // namespace

std::string unescaped(std::string_view literal, int line) {
    std::string out;
    for (std::size_t at = 0; at < literal.size();) {
        if (literal[at] == '\\') {
            at += 1 + appendEscape(out, literal.substr(at + 1), line);
        } else {
            out += literal[at++];
        }
    }
    return out;
}

}  // namespace engine::jinja
