#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/text/jinja/value.h"

/// What a template is once it has been parsed: expressions, then statements.
namespace engine::jinja {

struct Expression;
using ExpressionPointer = std::unique_ptr<Expression>;

enum class Arithmetic { Add, Subtract, Multiply, Divide, FloorDivide, Modulo, Power };
enum class Comparison { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, In, NotIn };

struct Arguments {
    std::vector<ExpressionPointer> positional;
    std::vector<std::pair<std::string, ExpressionPointer>> named;
};

struct Constant {
    Value value;
};
struct Name {
    std::string name;
};
struct AttributeOf {
    ExpressionPointer object;
    std::string name;
};
struct ItemOf {
    ExpressionPointer object, key;
};
struct SliceOf {
    ExpressionPointer object, begin, end, step;  // the last three may be null
};
struct SequenceLiteral {
    Shape shape = Shape::List;
    std::vector<ExpressionPointer> items;
};
struct DictLiteral {
    std::vector<std::pair<ExpressionPointer, ExpressionPointer>> items;
};
struct Not {
    ExpressionPointer operand;
};
struct Negation {
    ExpressionPointer operand;
    bool minus = true;
};
struct Calculation {
    Arithmetic operation = Arithmetic::Add;
    ExpressionPointer left, right;
};
struct Concatenation {
    std::vector<ExpressionPointer> parts;
};
struct ComparisonChain {
    ExpressionPointer first;
    std::vector<std::pair<Comparison, ExpressionPointer>> rest;
};
struct Logic {
    bool isAnd = true;
    ExpressionPointer left, right;
};
struct Conditional {
    ExpressionPointer condition, yes, no;  // no may be null
};
struct FilterCall {
    std::string name;
    ExpressionPointer input;  // null in a filter block
    Arguments arguments;
};
struct TestCall {
    std::string name;
    ExpressionPointer input;
    Arguments arguments;
};
struct FunctionCall {
    std::string name;
    Arguments arguments;
};
struct MethodCall {
    ExpressionPointer object;
    std::string name;
    Arguments arguments;
};

struct Expression {
    int line = 1;
    std::variant<Constant, Name, AttributeOf, ItemOf, SliceOf, SequenceLiteral, DictLiteral, Not, Negation,
                 Calculation, Concatenation, ComparisonChain, Logic, Conditional, FilterCall, TestCall,
                 FunctionCall, MethodCall>
        node;
};

struct Statement;
using Block = std::vector<Statement>;

/// Where set and for put a value: a name, an attribute of a namespace, or a tuple of them.
struct Target {
    std::string name;
    std::string attribute;      // of the namespace `name`
    std::vector<Target> parts;  // not empty: a tuple
};

struct TextStatement {
    std::string text;
};
struct OutputStatement {
    ExpressionPointer value;
};
struct IfStatement {
    std::vector<std::pair<ExpressionPointer, Block>> branches;
    Block otherwise;
};
struct ForStatement {
    Target target;
    ExpressionPointer items;
    ExpressionPointer condition;  // may be null
    Block body;
    Block otherwise;
};
struct SetStatement {
    Target target;
    ExpressionPointer value;
};
struct SetBlockStatement {
    Target target;
    std::vector<FilterCall> filters;
    Block body;
};
struct MacroStatement {
    struct Parameter {
        std::string name;
        ExpressionPointer otherwise;  // may be null
    };
    std::string name;
    std::vector<Parameter> parameters;
    Block body;
};
struct FilterStatement {
    std::vector<FilterCall> filters;
    Block body;
};
struct WithStatement {
    std::vector<std::pair<Target, ExpressionPointer>> values;
    Block body;
};
/// {% generation %}: marks what the model said; prints as it is.
struct GenerationStatement {
    Block body;
};
struct BreakStatement {};
struct ContinueStatement {};

struct Statement {
    int line = 1;
    std::variant<TextStatement, OutputStatement, IfStatement, ForStatement, SetStatement, SetBlockStatement,
                 MacroStatement, FilterStatement, WithStatement, GenerationStatement, BreakStatement,
                 ContinueStatement>
        node;
};

struct Template {
    Block body;
};

}  // namespace engine::jinja
