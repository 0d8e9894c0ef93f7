#include "engine/text/jinja/value.h"

#include <algorithm>

#include "engine/text/jinja/budget.h"

namespace engine::jinja {
namespace {

int checkedDepth(int deepestChild) {
    if (deepestChild >= Budget::kDeepestValue) fail("a value is too deeply nested");
    return deepestChild + 1;
}

}  // namespace

Value Value::sequence(std::vector<Value> items, Shape shape) {
    int deepest = 0;
    for (const Value& item : items)
        deepest = std::max(deepest, item.depth());
    Value value;
    value.m_data =
        std::make_shared<const Sequence>(Sequence{shape, std::move(items), checkedDepth(deepest), 0});
    return value;
}

Value Value::dict(std::vector<std::pair<Value, Value>> items) {
    int deepest = 0;
    for (const auto& [key, item] : items)
        deepest = std::max({deepest, key.depth(), item.depth()});
    Value value;
    value.m_data = std::make_shared<const Dict>(Dict{std::move(items), checkedDepth(deepest)});
    return value;
}

bool Value::isTrue() const {
    if (isUndefined() || isNone()) return false;
    if (is<double>()) return std::get<double>(m_data) != 0;
    if (isInteger()) return asInteger() != 0;
    if (isText()) return !asString().empty();
    if (isDict()) return !asDict().items.empty();
    if (isSequence()) return asSequence().shape == Shape::Lazy || !asSequence().items.empty();
    return true;
}

std::string Value::typeName() const {
    if (isUndefined()) return "Undefined";
    if (isNone()) return "NoneType";
    if (is<bool>()) return "bool";
    if (is<std::int64_t>()) return "int";
    if (is<double>()) return "float";
    if (isText()) return "str";
    if (isDict()) return "dict";
    if (is<std::shared_ptr<Namespace>>()) return "Namespace";
    if (is<std::shared_ptr<const Loop>>()) return "LoopContext";
    if (!isSequence()) return "function";
    switch (asSequence().shape) {
        case Shape::List:
            return "list";
        case Shape::Tuple:
            return "tuple";
        case Shape::Range:
            return "range";
        case Shape::View:
            return "dict view";
        case Shape::Lazy:
            return "generator";
    }
    return "object";
}

int Value::depth() const {
    if (isSequence()) return asSequence().depth;
    if (isDict()) return asDict().depth;
    return 0;
}

}  // namespace engine::jinja
