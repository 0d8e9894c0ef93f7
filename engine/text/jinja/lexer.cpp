#include "engine/text/jinja/lexer.h"

#include <algorithm>

#include "engine/text/jinja/failure.h"
#include "engine/text/jinja/python_text.h"
#include "engine/text/utf8.h"

namespace engine::jinja {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isNamePart(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// One kind of newline, and none at the very end (jinja2: keep_trailing_newline is off).
std::string normalized(std::string_view source) {
    std::string out;
    for (std::size_t at = 0; at < source.size(); ++at) {
        const bool carriageReturn = source[at] == '\r';
        out += carriageReturn ? '\n' : source[at];
        if (carriageReturn && source.substr(at + 1, 1) == "\n") ++at;
    }
    if (!out.empty() && out.back() == '\n') out.pop_back();
    return out;
}

class Lexer {
 public:
    explicit Lexer(std::string source) : m_storage(std::move(source)), m_source(m_storage) {}

    std::vector<Token> run() {
        while (m_at < m_source.size())
            text();
        push(TokenKind::End, "");
        return std::move(m_tokens);
    }

 private:
    std::string_view rest() const { return m_source.substr(m_at); }
    bool isAt(std::string_view what) const { return rest().starts_with(what); }

    void push(TokenKind kind, std::string value) { m_tokens.push_back({kind, std::move(value), m_line}); }

    void advance(std::size_t bytes) {
        const auto part = m_source.substr(m_at, bytes);
        m_line += static_cast<int>(std::count(part.begin(), part.end(), '\n'));
        m_at += part.size();
    }

    void skipSpaces() {
        while (m_at < m_source.size()) {
            const utf8::Step step = utf8::stepAt(m_source, m_at);
            if (!python::isSpace(step.character)) return;
            advance(step.length);
        }
    }

    /// Behind a tag: "-" takes all white space, "+" none, and nothing (of a block or comment) one newline.
    void endTag(char sign, bool trimsNewline) {
        const std::size_t before = m_at;
        if (sign == '-') {
            skipSpaces();
        } else if (sign != '+' && trimsNewline && isAt("\n")) {
            advance(1);
        }
        m_lineStarts = m_at > before && m_source[m_at - 1] == '\n';
    }

    /// The white space before a tag goes by the tag's sign, or with a block that stands first on its line.
    std::string_view stripped(std::string_view text, char sign, bool isOutput) const {
        const auto withoutSpaces = [](std::string_view part) {
            return python::strip(MarkedText(part), python::Side::Right, std::nullopt).text.size();
        };
        if (sign == '-') return text.substr(0, withoutSpaces(text));
        if (sign == '+' || isOutput) return text;
        const std::size_t newline = text.rfind('\n');
        const std::size_t lineBegin = newline == std::string_view::npos ? 0 : newline + 1;
        if (lineBegin == 0 && !m_lineStarts) return text;
        return withoutSpaces(text.substr(lineBegin)) == 0 ? text.substr(0, lineBegin) : text;
    }

    void text() {
        std::size_t open = m_at;
        while (true) {
            open = m_source.find('{', open);
            if (open == std::string_view::npos || open + 1 >= m_source.size()) {
                push(TokenKind::Text, std::string(rest()));
                advance(rest().size());
                return;
            }
            const char next = m_source[open + 1];
            if (next == '{' || next == '%' || next == '#') break;
            ++open;
        }
        const char kind = m_source[open + 1];
        const char after = open + 2 < m_source.size() ? m_source[open + 2] : ' ';
        const char sign = after == '-' || after == '+' ? after : ' ';
        const auto data = stripped(m_source.substr(m_at, open - m_at), sign, kind == '{');
        if (!data.empty()) push(TokenKind::Text, std::string(data));
        advance(open - m_at + (sign == ' ' ? 2 : 3));
        if (kind == '#') {
            comment();
        } else if (kind == '{') {
            tag(TokenKind::OutputBegin, TokenKind::OutputEnd, "}}");
        } else if (!rawBlock()) {
            tag(TokenKind::BlockBegin, TokenKind::BlockEnd, "%}");
        }
    }

    void comment() {
        const std::size_t close = m_source.find("#}", m_at);
        if (close == std::string_view::npos) throw Unsupported("a comment without an end", m_line);
        const char sign = close > m_at ? m_source[close - 1] : ' ';
        advance(close + 2 - m_at);
        endTag(sign, true);
    }

    /// At "raw %}": takes everything up to endraw as text.
    bool rawBlock() {
        const std::size_t begin = m_at;
        const int line = m_line;
        const auto back = [&] {
            m_at = begin;
            m_line = line;
            return false;
        };
        skipSpaces();
        if (!isAt("raw")) return back();
        advance(3);
        skipSpaces();
        const bool minus = isAt("-%}");
        if (!minus && !isAt("%}")) return back();
        advance(minus ? 3 : 2);
        endTag(minus ? '-' : ' ', false);
        const std::size_t content = m_at;
        for (std::size_t open = m_source.find("{%", m_at); open != std::string_view::npos;
             open = m_source.find("{%", open + 2)) {
            advance(open + 2 - m_at);
            const char sign = isAt("-") || isAt("+") ? m_source[m_at] : ' ';
            if (sign != ' ') advance(1);
            skipSpaces();
            if (!isAt("endraw")) continue;
            advance(6);
            skipSpaces();
            const char endSign = isAt("-%}") || isAt("+%}") ? m_source[m_at] : ' ';
            if (endSign == ' ' && !isAt("%}")) continue;
            const auto data = stripped(m_source.substr(content, open - content), sign, false);
            if (!data.empty()) push(TokenKind::Text, std::string(data));
            advance(endSign == ' ' ? 2 : 3);
            endTag(endSign, true);
            return true;
        }
        throw Unsupported("raw without endraw", line);
    }

    void tag(TokenKind begin, TokenKind end, std::string_view closing) {
        const int line = m_line;
        push(begin, "");
        m_brackets.clear();
        while (true) {
            skipSpaces();
            if (m_at == m_source.size()) throw Unsupported("a tag without an end", line);
            if (m_brackets.empty() && endsTag(end, closing)) return;
            expressionToken();
        }
    }

    bool endsTag(TokenKind end, std::string_view closing) {
        const bool block = end == TokenKind::BlockEnd;
        const char sign = isAt("-") || (block && isAt("+")) ? m_source[m_at] : ' ';
        if (!rest().substr(sign == ' ' ? 0 : 1).starts_with(closing)) return false;
        push(end, "");
        advance(sign == ' ' ? 2 : 3);
        endTag(sign, block);
        return true;
    }

    void expressionToken() {
        const char c = m_source[m_at];
        if (isDigit(c)) {
            number();
        } else if (isNamePart(c)) {
            std::size_t size = 1;
            while (m_at + size < m_source.size() && isNamePart(m_source[m_at + size]))
                ++size;
            push(TokenKind::Name, std::string(rest().substr(0, size)));
            advance(size);
        } else if (c == '"' || c == '\'') {
            string(c);
        } else {
            operatorToken();
        }
    }

    /// The length of digits at `from`, each underscore between two of them.
    std::size_t digitsAt(std::size_t from) const {
        std::size_t at = from;
        while (at < m_source.size() &&
               (isDigit(m_source[at]) || (m_source[at] == '_' && at > from && at + 1 < m_source.size() &&
                                          isDigit(m_source[at + 1]) && m_source[at - 1] != '_')))
            ++at;
        return at - from;
    }

    void number() {
        if (isAt("0x") || isAt("0X") || isAt("0b") || isAt("0B") || isAt("0o") || isAt("0O"))
            throw Unsupported("a number that is not decimal", m_line);
        const bool afterDot = m_at > 0 && m_source[m_at - 1] == '.';
        const std::size_t whole = digitsAt(m_at);
        std::size_t size = whole;
        const auto fraction = m_source.substr(m_at + size, 1) == "." ? digitsAt(m_at + size + 1) : 0;
        if (fraction > 0) size += 1 + fraction;
        if (const auto mark = m_source.substr(m_at + size, 1); mark == "e" || mark == "E") {
            const auto sign = m_source.substr(m_at + size + 1, 1);
            const std::size_t signSize = sign == "+" || sign == "-" ? 1 : 0;
            const std::size_t exponent = digitsAt(m_at + size + 1 + signSize);
            if (exponent > 0) size += 1 + signSize + exponent;
        }
        const bool isFloat = size > whole && !afterDot;  // x.0.1 has two indices, not a float
        if (!isFloat) size = whole;
        std::string digits(rest().substr(0, size));
        digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
        if (!isFloat && digits[0] == '0' && digits.find_first_not_of('0') != std::string::npos)
            throw Unsupported("a number with a leading zero", m_line);
        push(isFloat ? TokenKind::Float : TokenKind::Integer, digits);
        advance(size);
    }

    void string(char quote) {
        std::size_t end = m_at + 1;
        while (end < m_source.size() && m_source[end] != quote)
            end += m_source[end] == '\\' ? 2 : 1;
        if (end >= m_source.size()) throw Unsupported("a string without an end", m_line);
        push(TokenKind::String, unescaped(m_source.substr(m_at + 1, end - m_at - 1), m_line));
        advance(end + 1 - m_at);
    }

    void operatorToken() {
        for (const std::string_view two : {"//", "**", "==", "!=", ">=", "<="}) {
            if (isAt(two)) {
                push(TokenKind::Operator, std::string(two));
                advance(2);
                return;
            }
        }
        const char c = m_source[m_at];
        if (std::string_view("+-/*%~[](){}><=.:|,;").find(c) == std::string_view::npos)
            throw Unsupported(
                "the character " + std::string(rest().substr(0, utf8::stepAt(m_source, m_at).length)),
                m_line);
        if (c == '{' || c == '(' || c == '[') m_brackets += c == '{' ? '}' : c == '(' ? ')' : ']';
        if (c == '}' || c == ')' || c == ']') {
            if (m_brackets.empty() || m_brackets.back() != c)
                throw Unsupported(std::string("a misplaced ") + c, m_line);
            m_brackets.pop_back();
        }
        push(TokenKind::Operator, std::string(1, c));
        advance(1);
    }

    std::string m_storage;
    std::string_view m_source;
    std::size_t m_at = 0;
    int m_line = 1;
    bool m_lineStarts = true;
    std::string m_brackets;  // the closing ones that are due
    std::vector<Token> m_tokens;
};

}  // namespace

std::vector<Token> tokenize(std::string_view source) {
    return Lexer(normalized(source)).run();
}

}  // namespace engine::jinja
