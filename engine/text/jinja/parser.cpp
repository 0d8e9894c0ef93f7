#include "engine/text/jinja/parser.h"

#include <initializer_list>
#include <set>

#include "engine/text/jinja/budget.h"
#include "engine/text/jinja/expression_parser.h"
#include "engine/text/jinja/failure.h"
#include "engine/text/jinja/functions.h"
#include "engine/text/utf8.h"

namespace engine::jinja {
namespace {

constexpr int kDeepestBlock = 60;

class Parser {
 public:
    explicit Parser(const std::string& source) : m_tokens(tokenize(source)), m_expressions(m_tokens) {}

    Template run() {
        Template parsed{parseBlock({})};
        for (const auto& [name, line] : m_expressions.calledFunctions()) {
            if (!isKnownFunction(name) && m_macros.count(name) == 0)
                throw Unsupported("the function " + name, line);
        }
        return parsed;
    }

 private:
    using Ends = std::initializer_list<const char*>;

    bool isAtOneOf(Ends ends) const {
        for (const char* end : ends) {
            if (m_tokens.isName(end)) return true;
        }
        return false;
    }

    /// Up to "{% one-of-ends", and reads the end's name; up to the end of the template when there are none.
    Block parseBlock(Ends ends) {
        if (++m_depth > kDeepestBlock)
            throw Unsupported("blocks that are too deeply nested", m_tokens.line());
        Block block;
        while (true) {
            const int line = m_tokens.line();
            const TokenKind kind = m_tokens.current().kind;
            if (kind == TokenKind::Text) {
                block.push_back({line, TextStatement{m_tokens.next().value}});
            } else if (kind == TokenKind::OutputBegin) {
                m_tokens.next();
                block.push_back({line, OutputStatement{m_expressions.parseOutput()}});
                m_tokens.expect(TokenKind::OutputEnd);
            } else if (kind == TokenKind::BlockBegin) {
                m_tokens.next();
                if (isAtOneOf(ends)) break;
                block.push_back(parseStatement());
                m_tokens.expect(TokenKind::BlockEnd);
            } else if (ends.size() == 0) {
                break;
            } else {
                throw Unsupported("a block without " + std::string(*(ends.end() - 1)), line);
            }
        }
        --m_depth;
        return block;
    }

    /// A body that ends the statement: "%} … {% endname".
    Block parseBody(const char* end) {
        m_tokens.expect(TokenKind::BlockEnd);
        Block body = parseBlock({end});
        m_tokens.expectName(end);
        return body;
    }

    /// What is written inside goes somewhere else, so break and continue cannot leave it.
    Block parseCapturedBody(const char* end) {
        const int loops = std::exchange(m_loops, 0);
        ++m_captures;
        Block body = parseBody(end);
        --m_captures;
        m_loops = loops;
        return body;
    }

    Statement parseStatement() {
        const int line = m_tokens.line();
        const std::string keyword = m_tokens.takeName();
        if (keyword == "if") return {line, parseIf()};
        if (keyword == "for") return {line, parseFor()};
        if (keyword == "set") return parseSet(line);
        if (keyword == "macro") return {line, parseMacro(line)};
        if (keyword == "with") return {line, parseWith()};
        if (keyword == "filter") return {line, parseFilterBlock()};
        if (keyword == "generation") return {line, GenerationStatement{parseCapturedBody("endgeneration")}};
        if (keyword == "break" && m_loops > 0) return {line, BreakStatement{}};
        if (keyword == "continue" && m_loops > 0) return {line, ContinueStatement{}};
        throw Unsupported("the statement " + keyword, line);
    }

    IfStatement parseIf() {
        IfStatement statement;
        while (true) {
            ExpressionPointer condition = m_expressions.parseTuple(false);
            m_tokens.expect(TokenKind::BlockEnd);
            statement.branches.emplace_back(std::move(condition), parseBlock({"elif", "else", "endif"}));
            if (m_tokens.skipName("elif")) continue;
            if (m_tokens.skipName("else")) {
                m_tokens.expect(TokenKind::BlockEnd);
                statement.otherwise = parseBlock({"endif"});
            }
            m_tokens.expectName("endif");
            return statement;
        }
    }

    ForStatement parseFor() {
        ForStatement statement;
        statement.target = parseTarget(false);
        m_tokens.expectName("in");
        statement.items = m_expressions.parseTuple(false);
        if (m_tokens.skipName("if")) statement.condition = m_expressions.parse();
        if (m_tokens.isName("recursive")) throw Unsupported("for … recursive", m_tokens.line());
        m_tokens.expect(TokenKind::BlockEnd);
        ++m_loops;
        statement.body = parseBlock({"else", "endfor"});
        --m_loops;
        if (m_tokens.skipName("else")) {
            m_tokens.expect(TokenKind::BlockEnd);
            statement.otherwise = parseBlock({"endfor"});
        }
        m_tokens.expectName("endfor");
        return statement;
    }

    Statement parseSet(int line) {
        Target target = parseTarget(true);
        if (m_tokens.skipOperator("="))
            return {line, SetStatement{std::move(target), m_expressions.parseTuple(true)}};
        std::vector<FilterCall> filters = m_expressions.parseFilters();
        return {line, SetBlockStatement{std::move(target), std::move(filters), parseCapturedBody("endset")}};
    }

    MacroStatement parseMacro(int line) {
        if (m_loops > 0 || m_captures > 0) throw Unsupported("a macro inside a loop or another block", line);
        MacroStatement macro;
        macro.name = m_tokens.takeName();
        m_macros.insert(macro.name);
        m_tokens.expectOperator("(");
        while (!m_tokens.isOperator(")")) {
            if (!macro.parameters.empty()) m_tokens.expectOperator(",");
            MacroStatement::Parameter parameter{parseTargetName(), nullptr};
            if (m_tokens.skipOperator("=")) {
                parameter.otherwise = m_expressions.parse();
            } else if (!macro.parameters.empty() && macro.parameters.back().otherwise != nullptr) {
                throw Unsupported("a parameter without default behind one with", line);
            }
            macro.parameters.push_back(std::move(parameter));
        }
        m_tokens.next();
        macro.body = parseCapturedBody("endmacro");
        return macro;
    }

    WithStatement parseWith() {
        WithStatement statement;
        while (m_tokens.current().kind != TokenKind::BlockEnd) {
            if (!statement.values.empty()) m_tokens.expectOperator(",");
            Target target = parseTarget(false, false);
            m_tokens.expectOperator("=");
            statement.values.emplace_back(std::move(target), m_expressions.parse());
        }
        statement.body = parseCapturedBody("endwith");
        return statement;
    }

    FilterStatement parseFilterBlock() {
        FilterStatement statement;
        statement.filters.push_back(m_expressions.parseFilter(nullptr));
        for (FilterCall& filter : m_expressions.parseFilters())
            statement.filters.push_back(std::move(filter));
        statement.body = parseCapturedBody("endfilter");
        return statement;
    }

    std::string parseTargetName() {
        const int line = m_tokens.line();
        std::string name = m_tokens.takeName();
        for (const char* taken : {"true", "false", "none", "True", "False", "None", "loop", "self", "super",
                                  "caller", "varargs", "kwargs"}) {
            if (name == taken) throw Unsupported("an assignment to " + name, line);
        }
        return name;
    }

    Target parseTarget(bool withNamespace, bool withTuple = true) {
        const auto one = [&] {
            if (m_tokens.skipOperator("(")) {
                Target inner = parseTarget(withNamespace);
                m_tokens.expectOperator(")");
                return inner;
            }
            Target target{parseTargetName(), "", {}};
            if (withNamespace && m_tokens.skipOperator(".")) target.attribute = m_tokens.takeName();
            return target;
        };
        if (++m_depth > kDeepestBlock)
            throw Unsupported("a target that is too deeply nested", m_tokens.line());
        Target first = one();
        --m_depth;
        if (!withTuple || !m_tokens.isOperator(",")) return first;
        Target tuple;
        tuple.parts.push_back(std::move(first));
        while (m_tokens.skipOperator(",")) {
            if (m_tokens.isName("in") || m_tokens.isOperator("=") || m_tokens.isOperator(")")) break;
            tuple.parts.push_back(one());
        }
        return tuple;
    }

    TokenStream m_tokens;
    ExpressionParser m_expressions;
    std::set<std::string> m_macros;
    int m_depth = 0;
    int m_loops = 0;
    int m_captures = 0;
};

}  // namespace

Template parseTemplate(const std::string& source) {
    if (source.size() > Budget::kLongestTemplate) throw Unsupported("a template of more than 1 MiB", 1);
    if (!utf8::isValid(source)) throw Unsupported("text that is not UTF-8", 1);
    return Parser(source).run();
}

}  // namespace engine::jinja
