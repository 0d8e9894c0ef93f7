#include "engine/text/jinja/expression_parser.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/text/jinja/failure.h"

namespace engine::jinja {
namespace {

constexpr int kDeepest = 120;      // brackets in brackets
constexpr int kMostNodes = 2'000;  // of one expression

}  // namespace

class ExpressionParser::Level {
 public:
    explicit Level(ExpressionParser& parser) : m_parser(parser) {
        if (++m_parser.m_depth > kDeepest)
            throw Unsupported("an expression that is too deeply nested", m_parser.m_tokens.line());
    }
    ~Level() { --m_parser.m_depth; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

 private:
    ExpressionParser& m_parser;
};

ExpressionPointer ExpressionParser::make(int line, decltype(Expression::node) node) {
    if (++m_nodes > kMostNodes) throw Unsupported("an expression that is too long", line);
    return std::make_unique<Expression>(Expression{line, std::move(node)});
}

ExpressionPointer ExpressionParser::parseOutput() {
    m_safe = nullptr;
    m_inOutput = true;
    ExpressionPointer value = parseTuple(true);
    m_inOutput = false;
    if (m_safe != nullptr && m_safe != value.get())
        throw Unsupported("the filter safe at another place than the end of an output", value->line);
    return value;
}

ExpressionPointer ExpressionParser::parseTuple(bool withConditional) {
    m_nodes = 0;
    const int line = m_tokens.line();
    const auto one = [&] { return withConditional ? parse() : parseOr(); };
    ExpressionPointer first = one();
    if (!m_tokens.isOperator(",")) return first;
    SequenceLiteral tuple{Shape::Tuple, {}};
    tuple.items.push_back(std::move(first));
    while (m_tokens.skipOperator(",")) {
        const TokenKind kind = m_tokens.current().kind;
        if (kind == TokenKind::BlockEnd || kind == TokenKind::OutputEnd) break;
        tuple.items.push_back(one());
    }
    return make(line, std::move(tuple));
}

ExpressionPointer ExpressionParser::parse() {
    const Level level(*this);
    const int line = m_tokens.line();
    ExpressionPointer value = parseOr();
    while (m_tokens.skipName("if")) {
        Conditional conditional;
        conditional.condition = parseOr();
        conditional.yes = std::move(value);
        if (m_tokens.skipName("else")) conditional.no = parse();
        value = make(line, std::move(conditional));
    }
    return value;
}

ExpressionPointer ExpressionParser::parseOr() {
    const int line = m_tokens.line();
    ExpressionPointer left = parseAnd();
    while (m_tokens.skipName("or"))
        left = make(line, Logic{false, std::move(left), parseAnd()});
    return left;
}

ExpressionPointer ExpressionParser::parseAnd() {
    const int line = m_tokens.line();
    ExpressionPointer left = parseNot();
    while (m_tokens.skipName("and"))
        left = make(line, Logic{true, std::move(left), parseNot()});
    return left;
}

ExpressionPointer ExpressionParser::parseNot() {
    const Level level(*this);
    const int line = m_tokens.line();
    if (m_tokens.skipName("not")) return make(line, Not{parseNot()});
    return parseComparison();
}

ExpressionPointer ExpressionParser::parseComparison() {
    static constexpr std::array<std::pair<std::string_view, Comparison>, 6> kSigns = {{
        {"==", Comparison::Equal},
        {"!=", Comparison::NotEqual},
        {"<", Comparison::Less},
        {"<=", Comparison::LessEqual},
        {">", Comparison::Greater},
        {">=", Comparison::GreaterEqual},
    }};
    const int line = m_tokens.line();
    ComparisonChain chain;
    chain.first = parseSum();
    const auto operatorHere = [&]() -> std::optional<Comparison> {
        for (const auto& [sign, comparison] : kSigns) {
            if (m_tokens.skipOperator(sign)) return comparison;
        }
        if (m_tokens.skipName("in")) return Comparison::In;
        const bool notIn = m_tokens.isName("not") && m_tokens.ahead().kind == TokenKind::Name &&
                           m_tokens.ahead().value == "in";
        if (!notIn) return std::nullopt;
        m_tokens.next();
        m_tokens.next();
        return Comparison::NotIn;
    };
    while (const auto comparison = operatorHere())
        chain.rest.emplace_back(*comparison, parseSum());
    return chain.rest.empty() ? std::move(chain.first) : make(line, std::move(chain));
}

ExpressionPointer ExpressionParser::parseSum() {
    const int line = m_tokens.line();
    ExpressionPointer left = parseConcatenation();
    while (m_tokens.isOperator("+") || m_tokens.isOperator("-")) {
        const Arithmetic operation = m_tokens.next().value == "+" ? Arithmetic::Add : Arithmetic::Subtract;
        left = make(line, Calculation{operation, std::move(left), parseConcatenation()});
    }
    return left;
}

ExpressionPointer ExpressionParser::parseConcatenation() {
    const int line = m_tokens.line();
    Concatenation joined;
    joined.parts.push_back(parseProduct());
    while (m_tokens.skipOperator("~"))
        joined.parts.push_back(parseProduct());
    return joined.parts.size() == 1 ? std::move(joined.parts[0]) : make(line, std::move(joined));
}

ExpressionPointer ExpressionParser::parseProduct() {
    static constexpr std::array<std::pair<std::string_view, Arithmetic>, 4> kSigns = {{
        {"*", Arithmetic::Multiply},
        {"/", Arithmetic::Divide},
        {"//", Arithmetic::FloorDivide},
        {"%", Arithmetic::Modulo},
    }};
    const int line = m_tokens.line();
    ExpressionPointer left = parsePower();
    while (m_tokens.current().kind == TokenKind::Operator) {
        const auto* found = std::find_if(kSigns.begin(), kSigns.end(), [&](const auto& sign) {
            return sign.first == m_tokens.current().value;
        });
        if (found == kSigns.end()) break;
        const auto* constant = std::get_if<Constant>(&left->node);
        if (found->second == Arithmetic::Modulo && constant != nullptr && constant->value.isText())
            throw Unsupported("formatting with %", line);
        m_tokens.next();
        left = make(line, Calculation{found->second, std::move(left), parsePower()});
    }
    return left;
}

// jinja2 reads 2**3**2 from the left, unlike Python.
ExpressionPointer ExpressionParser::parsePower() {
    const int line = m_tokens.line();
    ExpressionPointer left = parseUnary(true);
    while (m_tokens.skipOperator("**"))
        left = make(line, Calculation{Arithmetic::Power, std::move(left), parseUnary(true)});
    return left;
}

ExpressionPointer ExpressionParser::parseUnary(bool withFilters) {
    const Level level(*this);
    const int line = m_tokens.line();
    ExpressionPointer value;
    if (m_tokens.isOperator("-") || m_tokens.isOperator("+")) {
        const bool minus = m_tokens.next().value == "-";
        value = make(line, Negation{parseUnary(false), minus});
    } else {
        value = parsePrimary();
    }
    value = parsePostfix(std::move(value));
    return withFilters ? parseFiltersAndTests(std::move(value)) : std::move(value);
}

ExpressionPointer ExpressionParser::parsePrimary() {
    const int line = m_tokens.line();
    switch (m_tokens.current().kind) {
        case TokenKind::Name:
            return parseName();
        case TokenKind::String: {
            std::string text;
            while (m_tokens.current().kind == TokenKind::String)
                text += m_tokens.next().value;
            return make(line, Constant{Value::text(text)});
        }
        case TokenKind::Integer:
        case TokenKind::Float:
            return parseNumber();
        case TokenKind::Operator:
            if (m_tokens.isOperator("(") || m_tokens.isOperator("[")) return parseList();
            if (m_tokens.isOperator("{")) return parseDict();
            break;
        default:
            break;
    }
    m_tokens.unexpected();
}

ExpressionPointer ExpressionParser::parseName() {
    const int line = m_tokens.line();
    const std::string name = m_tokens.takeName();
    if (name == "true" || name == "True") return make(line, Constant{true});
    if (name == "false" || name == "False") return make(line, Constant{false});
    if (name == "none" || name == "None") return make(line, Constant{None{}});
    for (const char* special : {"self", "super", "caller", "varargs", "kwargs"}) {
        if (name == special) throw Unsupported("the name " + name, line);
    }
    return make(line, Name{name});
}

ExpressionPointer ExpressionParser::parseNumber() {
    const Token token = m_tokens.next();
    const char* end = token.value.data() + token.value.size();
    if (token.kind == TokenKind::Integer) {
        std::int64_t number = 0;
        if (std::from_chars(token.value.data(), end, number).ec != std::errc())
            throw Unsupported("the number " + token.value, token.line);
        return make(token.line, Constant{number});
    }
    double number = 0;
    if (std::from_chars(token.value.data(), end, number).ec != std::errc())
        throw Unsupported("the number " + token.value, token.line);
    return make(token.line, Constant{number});
}

/// [a, b], (a, b), or just (a).
ExpressionPointer ExpressionParser::parseList() {
    const int line = m_tokens.line();
    const bool list = m_tokens.next().value == "[";
    const char* close = list ? "]" : ")";
    SequenceLiteral literal{list ? Shape::List : Shape::Tuple, {}};
    bool comma = false;
    while (!m_tokens.isOperator(close)) {
        if (!literal.items.empty()) {
            m_tokens.expectOperator(",");
            comma = true;
        }
        if (m_tokens.isOperator(close)) break;
        literal.items.push_back(parse());
    }
    m_tokens.next();
    if (!list && !comma && literal.items.size() == 1) return std::move(literal.items[0]);
    return make(line, std::move(literal));
}

ExpressionPointer ExpressionParser::parseDict() {
    const int line = m_tokens.line();
    m_tokens.expectOperator("{");
    DictLiteral literal;
    while (!m_tokens.isOperator("}")) {
        if (!literal.items.empty()) m_tokens.expectOperator(",");
        if (m_tokens.isOperator("}")) break;
        ExpressionPointer key = parse();
        m_tokens.expectOperator(":");
        literal.items.emplace_back(std::move(key), parse());
    }
    m_tokens.next();
    return make(line, std::move(literal));
}

}  // namespace engine::jinja
