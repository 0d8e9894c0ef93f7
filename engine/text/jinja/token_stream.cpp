#include "engine/text/jinja/expression_parser.h"
#include "engine/text/jinja/failure.h"

namespace engine::jinja {

Token TokenStream::next() {
    Token token = m_tokens[m_at];
    if (m_at + 1 < m_tokens.size()) ++m_at;  // the End token stays
    return token;
}

bool TokenStream::isName(std::string_view name) const {
    return current().kind == TokenKind::Name && current().value == name;
}

bool TokenStream::isOperator(std::string_view sign) const {
    return current().kind == TokenKind::Operator && current().value == sign;
}

bool TokenStream::skipName(std::string_view name) {
    const bool is = isName(name);
    if (is) next();
    return is;
}

bool TokenStream::skipOperator(std::string_view sign) {
    const bool is = isOperator(sign);
    if (is) next();
    return is;
}

void TokenStream::expectOperator(std::string_view sign) {
    if (!skipOperator(sign)) unexpected();
}

void TokenStream::expectName(std::string_view name) {
    if (!skipName(name)) unexpected();
}

void TokenStream::expect(TokenKind kind) {
    if (current().kind != kind) unexpected();
    next();
}

std::string TokenStream::takeName() {
    if (current().kind != TokenKind::Name) unexpected();
    return next().value;
}

void TokenStream::unexpected() const {
    switch (current().kind) {
        case TokenKind::End:
            throw Unsupported("an unexpected end", line());
        case TokenKind::OutputEnd:
        case TokenKind::BlockEnd:
            throw Unsupported("an unexpected end of a tag", line());
        default:
            throw Unsupported("unexpected " + current().value, line());
    }
}

}  // namespace engine::jinja
