#include "engine/text/jinja/expression_parser.h"
#include "engine/text/jinja/failure.h"
#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/methods.h"
#include "engine/text/jinja/tests.h"

// The part of ExpressionParser that reads what stands behind a value: .name [key] (call) |filter and is-test.
namespace engine::jinja {
namespace {

const std::string* constantText(const ExpressionPointer& expression) {
    const auto* constant = std::get_if<Constant>(&expression->node);
    return constant != nullptr && constant->value.isText() ? &constant->value.asString() : nullptr;
}

/// map("upper") and selectattr("role", "equalto", …) name other filters and tests; those must be known as
/// well.
void checkNamedInside(const std::string& filter, const Arguments& arguments, int line) {
    const bool byAttribute = filter == "selectattr" || filter == "rejectattr";
    const std::size_t at = byAttribute ? 1 : 0;
    if (arguments.positional.size() <= at) return;
    const std::string* name = constantText(arguments.positional[at]);
    if (filter == "map" && name != nullptr && !isKnownFilter(*name))
        throw Unsupported("the filter " + *name, line);
    const bool selects = byAttribute || filter == "select" || filter == "reject";
    if (selects && name != nullptr && !isKnownTest(*name)) throw Unsupported("the test " + *name, line);
}

}  // namespace

ExpressionPointer ExpressionParser::parsePostfix(ExpressionPointer object) {
    while (true) {
        if (m_tokens.isOperator(".") || m_tokens.isOperator("[")) {
            object = parseSubscript(std::move(object));
        } else if (m_tokens.isOperator("(")) {
            object = parseCall(std::move(object));
        } else {
            return object;
        }
    }
}

ExpressionPointer ExpressionParser::parseFiltersAndTests(ExpressionPointer input) {
    while (true) {
        const int line = m_tokens.line();
        if (m_tokens.skipOperator("|")) {
            // Nothing is escaped here, so it changes nothing at the end of an output.
            if (m_tokens.isName("safe")) {
                m_tokens.next();
                if (m_tokens.skipOperator("(")) m_tokens.expectOperator(")");
                const bool twice = m_safe != nullptr && m_safe != input.get();
                if (!m_inOutput || twice)
                    throw Unsupported("the filter safe at another place than the end of an output", line);
                m_safe = input.get();
            } else {
                input = make(line, parseFilter(std::move(input)));
            }
        } else if (m_tokens.isName("is")) {
            input = parseTest(std::move(input));
        } else if (m_tokens.isOperator("(")) {
            throw Unsupported("a call of what a filter gives", line);
        } else {
            return input;
        }
    }
}

std::vector<FilterCall> ExpressionParser::parseFilters() {
    std::vector<FilterCall> filters;
    while (m_tokens.skipOperator("|"))
        filters.push_back(parseFilter(nullptr));
    return filters;
}

FilterCall ExpressionParser::parseFilter(ExpressionPointer input) {
    const int line = m_tokens.line();
    FilterCall filter;
    filter.name = m_tokens.takeName();
    if (!isKnownFilter(filter.name)) throw Unsupported("the filter " + filter.name, line);
    filter.input = std::move(input);
    if (m_tokens.isOperator("(")) filter.arguments = parseArguments();
    checkNamedInside(filter.name, filter.arguments, line);
    return filter;
}

ExpressionPointer ExpressionParser::parseTest(ExpressionPointer input) {
    const int line = m_tokens.line();
    m_tokens.expectName("is");
    const bool negated = m_tokens.skipName("not");
    TestCall test;
    test.name = m_tokens.takeName();
    if (!isKnownTest(test.name)) throw Unsupported("the test " + test.name, line);
    test.input = std::move(input);
    const Token& following = m_tokens.current();
    const bool startsValue = following.kind == TokenKind::String || following.kind == TokenKind::Integer ||
                             following.kind == TokenKind::Float || m_tokens.isOperator("[") ||
                             m_tokens.isOperator("{") ||
                             (following.kind == TokenKind::Name && following.value != "else" &&
                              following.value != "or" && following.value != "and");
    if (m_tokens.isOperator("(")) {
        test.arguments = parseArguments();
    } else if (startsValue) {  // "x is divisibleby 3"
        if (m_tokens.isName("is")) throw Unsupported("tests in a chain", line);
        test.arguments.positional.push_back(parsePostfix(parsePrimary()));
    }
    ExpressionPointer result = make(line, std::move(test));
    return negated ? make(line, Not{std::move(result)}) : std::move(result);
}

ExpressionPointer ExpressionParser::parseSubscript(ExpressionPointer object) {
    const int line = m_tokens.line();
    if (m_tokens.skipOperator(".")) {
        if (m_tokens.current().kind == TokenKind::Integer)
            return make(line, ItemOf{std::move(object), parseNumber()});
        const std::string name = m_tokens.takeName();
        if (name.starts_with("_"))
            throw Unsupported("the attribute " + name, line);  // jinja2's sandbox hides them
        return make(line, AttributeOf{std::move(object), name});
    }
    m_tokens.expectOperator("[");
    const auto bound = [&]() -> ExpressionPointer {
        return m_tokens.isOperator(":") || m_tokens.isOperator("]") ? nullptr : parse();
    };
    ExpressionPointer begin = bound();
    if (begin != nullptr && m_tokens.skipOperator("]"))
        return make(line, ItemOf{std::move(object), std::move(begin)});
    SliceOf slice{std::move(object), std::move(begin), nullptr, nullptr};
    m_tokens.expectOperator(":");
    slice.end = bound();
    if (m_tokens.skipOperator(":")) slice.step = bound();
    m_tokens.expectOperator("]");
    return make(line, std::move(slice));
}

ExpressionPointer ExpressionParser::parseCall(ExpressionPointer callee) {
    const int line = m_tokens.line();
    if (const auto* name = std::get_if<Name>(&callee->node)) {
        m_called.emplace_back(name->name, line);
        return make(line, FunctionCall{name->name, parseArguments()});
    }
    auto* attribute = std::get_if<AttributeOf>(&callee->node);
    if (attribute == nullptr) throw Unsupported("a call of something without a name", line);
    if (!isKnownMethod(attribute->name)) throw Unsupported("the method " + attribute->name, line);
    return make(line, MethodCall{std::move(attribute->object), attribute->name, parseArguments()});
}

Arguments ExpressionParser::parseArguments() {
    Arguments arguments;
    m_tokens.expectOperator("(");
    while (!m_tokens.isOperator(")")) {
        const int line = m_tokens.line();
        if (m_tokens.isOperator("*") || m_tokens.isOperator("**")) throw Unsupported("* arguments", line);
        const bool named = m_tokens.current().kind == TokenKind::Name &&
                           m_tokens.ahead().kind == TokenKind::Operator && m_tokens.ahead().value == "=";
        if (named) {
            std::string name = m_tokens.takeName();
            m_tokens.expectOperator("=");
            arguments.named.emplace_back(std::move(name), parse());
        } else {
            if (!arguments.named.empty()) throw Unsupported("a plain argument behind a named one", line);
            arguments.positional.push_back(parse());
        }
        if (!m_tokens.isOperator(")")) m_tokens.expectOperator(",");
    }
    m_tokens.next();
    return arguments;
}

}  // namespace engine::jinja
