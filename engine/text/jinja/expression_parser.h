#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/text/jinja/ast.h"
#include "engine/text/jinja/lexer.h"

namespace engine::jinja {

/// The tokens of a template, and how far they are read.
class TokenStream {
 public:
    explicit TokenStream(std::vector<Token> tokens) : m_tokens(std::move(tokens)) {}

    const Token& current() const { return m_tokens[m_at]; }
    const Token& ahead() const { return m_tokens[m_at + 1 < m_tokens.size() ? m_at + 1 : m_at]; }
    Token next();
    int line() const { return current().line; }

    bool isName(std::string_view name) const;
    bool isOperator(std::string_view sign) const;
    bool skipName(std::string_view name);
    bool skipOperator(std::string_view sign);
    void expectOperator(std::string_view sign);
    void expectName(std::string_view name);
    void expect(TokenKind kind);
    std::string takeName();
    [[noreturn]] void unexpected() const;

 private:
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
};

/// jinja2.parser, its expressions: the same precedence, so the same tree. Throws Unsupported on every name of
/// a filter, test, method or function that this interpreter does not know.
class ExpressionParser {
 public:
    explicit ExpressionParser(TokenStream& tokens) : m_tokens(tokens) {}

    ExpressionPointer parse();
    /// Without "a if b else c".
    ExpressionPointer parseOr();
    /// One or several, with commas: a tuple. The entrance for every expression of a statement.
    ExpressionPointer parseTuple(bool withConditional);
    /// What is written out: `safe` may stand last here, where it changes nothing.
    ExpressionPointer parseOutput();
    /// "| name(...) | name(...)"
    std::vector<FilterCall> parseFilters();
    /// A filter behind the pipe.
    FilterCall parseFilter(ExpressionPointer input);

    /// Functions that were called, with their lines; a macro may be defined after its first call.
    const std::vector<std::pair<std::string, int>>& calledFunctions() const { return m_called; }

 private:
    class Level;

    ExpressionPointer parseAnd();
    ExpressionPointer parseNot();
    ExpressionPointer parseComparison();
    ExpressionPointer parseSum();
    ExpressionPointer parseConcatenation();
    ExpressionPointer parseProduct();
    ExpressionPointer parsePower();
    ExpressionPointer parseUnary(bool withFilters);
    ExpressionPointer parsePrimary();
    ExpressionPointer parseName();
    ExpressionPointer parseNumber();
    ExpressionPointer parseList();
    ExpressionPointer parseDict();
    ExpressionPointer parsePostfix(ExpressionPointer object);
    ExpressionPointer parseFiltersAndTests(ExpressionPointer input);
    ExpressionPointer parseSubscript(ExpressionPointer object);
    ExpressionPointer parseCall(ExpressionPointer callee);
    ExpressionPointer parseTest(ExpressionPointer input);
    Arguments parseArguments();
    ExpressionPointer make(int line, decltype(Expression::node) node);

    TokenStream& m_tokens;
    std::vector<std::pair<std::string, int>> m_called;
    int m_depth = 0;
    int m_nodes = 0;  // of the expression that is being read
    bool m_inOutput = false;
    const Expression* m_safe = nullptr;  // what `safe` was last put behind
};

}  // namespace engine::jinja
