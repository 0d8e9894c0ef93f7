#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine::jinja {

enum class TokenKind {
    Text,
    OutputBegin,
    OutputEnd,
    BlockBegin,
    BlockEnd,
    Name,
    String,
    Integer,
    Float,
    Operator,
    End
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::string value;  // strings are unescaped, numbers have no underscores
    int line = 1;
};

/// Cuts a template as jinja2 does with trim_blocks and lstrip_blocks on; comments and raw blocks are
/// resolved. Ends with an End token. Throws Unsupported.
std::vector<Token> tokenize(std::string_view source);

/// What stands between the quotes of a string literal. Throws Unsupported.
std::string unescaped(std::string_view literal, int line);

}  // namespace engine::jinja
