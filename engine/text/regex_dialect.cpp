#include <stdexcept>

#include "engine/text/regex.h"

// The `tokenizers` package runs these expressions in Oniguruma with Unicode 16. Where PCRE2 means something
// else (measured over every code point; tests/reference/make_text_fixtures.py has the cases):
//   \s       PCRE2 adds U+180E, so it is written as \p{White_Space}
//   \p{L}    Debian 12's PCRE2 knows Unicode 14; the letters and numbers that came later are named beside it
//   \p{N}
//   \h       a hexadecimal digit there, a blank here; \K, \G, \R, \X and the like differ too: refused by name
namespace engine {
namespace {

constexpr const char* kLettersSince14 =
    R"(\x{1C89}-\x{1C8A}\x{A7CB}-\x{A7CD}\x{A7DA}-\x{A7DC}\x{105C0}-\x{105F3}\x{10D4A}-\x{10D65})"
    R"(\x{10D6F}-\x{10D85}\x{10EC2}-\x{10EC4}\x{1123F}-\x{11240}\x{11380}-\x{11389}\x{1138B}\x{1138E})"
    R"(\x{11390}-\x{113B5}\x{113B7}\x{113D1}\x{113D3}\x{11BC0}-\x{11BE0}\x{11F02}\x{11F04}-\x{11F10})"
    R"(\x{11F12}-\x{11F33}\x{1342F}\x{13441}-\x{13446}\x{13460}-\x{143FA}\x{16100}-\x{1611D})"
    R"(\x{16D40}-\x{16D6C}\x{18CFF}\x{1B132}\x{1B155}\x{1DF25}-\x{1DF2A}\x{1E030}-\x{1E06D})"
    R"(\x{1E4D0}-\x{1E4EB}\x{1E5D0}-\x{1E5ED}\x{1E5F0}\x{2B739}\x{2EBF0}-\x{2EE5D}\x{31350}-\x{323AF})";
constexpr const char* kNumbersSince14 =
    R"(\x{10D40}-\x{10D49}\x{116D0}-\x{116E3}\x{11BF0}-\x{11BF9}\x{11F50}-\x{11F59}\x{16130}-\x{16139})"
    R"(\x{16D70}-\x{16D79}\x{1CCF0}-\x{1CCF9}\x{1D2C0}-\x{1D2D3}\x{1E4F0}-\x{1E4F9}\x{1E5F1}-\x{1E5FA})";

constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";
constexpr std::string_view kSameEscapes = R"(rntfvadDxbB!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~ )";

class Translation {
 public:
    explicit Translation(std::string_view pattern) : m_pattern(pattern) {}

    std::string run() {
        while (m_at < m_pattern.size())
            step();
        return std::move(m_out);
    }

 private:
    void step() {
        const char c = m_pattern[m_at];
        if (c == '\\') {
            escape();
            return;
        }
        if (c == '[' && m_depth > 0) refuse("a class inside a class");
        if (c == '[') {
            openClass();
            return;
        }
        if (c == ']' && m_depth > 0) --m_depth;
        if (c == '&' && m_depth > 0 && m_pattern.substr(m_at, 2) == "&&") refuse("&& in a class");
        if (m_depth == 0) outsideClass(c);
        if (m_depth == 0 && (c == '^' || c == '$')) {  // of lines, there
            m_out += c == '^' ? "(?m:^)" : "(?m:$)";
        } else {
            m_out += c;
        }
        ++m_at;
    }

    void outsideClass(char c) {
        if (c == '(') group();
        if (c != '{') return;
        const std::size_t close = m_pattern.find('}', m_at);
        const std::string_view count = m_pattern.substr(m_at, close == m_pattern.npos ? 1 : close - m_at + 1);
        if (count.size() < 3 || count[1] == ',') refuse(std::string(count));
        // {1,3}+ repeats the whole there and is possessive here.
        if (m_pattern.substr(close + 1, 1) == "+") refuse(std::string(count) + "+");
    }

    void openClass() {
        ++m_depth;
        m_out += m_pattern[m_at++];
        if (m_at < m_pattern.size() && m_pattern[m_at] == '^') m_out += m_pattern[m_at++];
        if (m_at < m_pattern.size() && m_pattern[m_at] == ']') refuse("] first in a class");
    }

    // Groups, look-around and the i flag mean the same on both sides; m, s and x do not.
    void group() {
        if (m_pattern.substr(m_at, 2) == "(*") refuse("a verb");
        if (m_pattern.substr(m_at, 2) != "(?") return;
        for (const char* known : {"(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?-i:"}) {
            if (m_pattern.substr(m_at).starts_with(known)) return;
        }
        if (m_at == 0 && m_pattern.starts_with("(?i)")) return;  // later, it ends at another place
        refuse(std::string(m_pattern.substr(m_at, 4)));
    }

    void escape() {
        const std::string_view rest = m_pattern.substr(m_at);
        if (rest.size() < 2) refuse("\\ at the end");
        const char letter = rest[1];
        if (letter == 's' || letter == 'S') {
            m_out += letter == 's' ? R"(\p{White_Space})" : R"(\P{White_Space})";
            m_at += 2;
        } else if (letter == 'p' || letter == 'P') {
            property(rest);
        } else if (letter == 'u') {
            if (rest.size() < 6 || rest.substr(2, 4).find_first_not_of(kHexDigits) != rest.npos)
                refuse("\\u");
            m_out += "\\x{" + std::string(rest.substr(2, 4)) + "}";
            m_at += 6;
        } else if (kSameEscapes.find(letter) != std::string_view::npos) {
            m_out += rest.substr(0, 2);
            m_at += 2;
        } else {
            refuse("\\" + std::string(1, letter));
        }
    }

    void property(std::string_view rest) {
        const std::size_t close =
            rest.starts_with("\\p{") || rest.starts_with("\\P{") ? rest.find('}') : rest.npos;
        if (close == rest.npos) refuse("\\p without a name in braces");
        const std::string_view whole = rest.substr(0, close + 1);
        const std::string_view name = rest.substr(3, close - 3);
        m_at += whole.size();
        const char* later = name == "L" ? kLettersSince14 : name == "N" ? kNumbersSince14 : nullptr;
        if (later == nullptr) {
            m_out += whole;
        } else if (m_depth > 0) {
            if (rest[1] == 'P') refuse(std::string(whole) + " in a class");
            m_out += std::string(whole) + later;
        } else {
            m_out +=
                std::string(rest[1] == 'P' ? "[^" : "[") + "\\p{" + std::string(name) + "}" + later + "]";
        }
    }

    [[noreturn]] static void refuse(const std::string& what) {
        throw std::invalid_argument("unknown: " + what);
    }

    std::string_view m_pattern;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::string m_out;
};

}  // namespace

std::string toPcreDialect(std::string_view pattern) {
    return Translation(pattern).run();
}

}  // namespace engine
