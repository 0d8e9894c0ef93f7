#include "engine/text/jinja/evaluator.h"

#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/functions.h"
#include "engine/text/jinja/methods.h"
#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/printing.h"
#include "engine/text/jinja/tests.h"

namespace engine::jinja {

const Value* Scope::find(const std::string& name) const {
    for (const Scope* scope = this; scope != nullptr; scope = scope->parent) {
        const auto found = scope->names.find(name);
        if (found != scope->names.end()) return &found->second;
    }
    return nullptr;
}

struct Evaluator::Visitor {
    Evaluator& evaluator;
    const Scope& scope;

    Budget& budget() const { return evaluator.m_budget; }
    Value of(const ExpressionPointer& expression) const { return evaluator.evaluate(*expression, scope); }

    Value operator()(const Constant& constant) const { return constant.value; }

    Value operator()(const Name& name) const {
        if (const Value* found = scope.find(name.name)) return *found;
        if (isKnownFunction(name.name)) return Function{name.name};
        return Undefined{name.name};
    }

    Value operator()(const AttributeOf& access) const { return attribute(of(access.object), access.name); }

    Value operator()(const ItemOf& access) const {
        const Value object = of(access.object);
        return item(object, of(access.key), budget());
    }

    Value operator()(const SliceOf& access) const {
        const Value object = of(access.object);
        const auto bound = [&](const ExpressionPointer& expression) -> std::optional<std::int64_t> {
            if (expression == nullptr) return std::nullopt;
            const Value value = of(expression);
            if (value.isNone()) return std::nullopt;
            if (!value.isInteger()) fail("slice indices must be whole numbers, not " + value.typeName());
            return value.asInteger();
        };
        SliceBounds bounds;
        bounds.begin = bound(access.begin);
        bounds.end = bound(access.end);
        bounds.step = bound(access.step);
        return slice(object, bounds, budget());
    }

    Value operator()(const SequenceLiteral& literal) const {
        std::vector<Value> items;
        for (const auto& element : literal.items)
            items.push_back(of(element));
        return Value::sequence(std::move(items), literal.shape);
    }

    Value operator()(const DictLiteral& literal) const {
        std::vector<std::pair<Value, Value>> items;
        for (const auto& [key, value] : literal.items) {
            const Value name = of(key);
            const bool plain = name.isText() || name.isNumber() || name.isNone();
            if (!plain) fail("a " + name.typeName() + " as a key");
            Value element = of(value);
            auto same = items.begin();
            while (same != items.end() && !equal(same->first, name, budget()))
                ++same;
            if (same != items.end()) {
                same->second = std::move(element);  // the key stays where and as it was
            } else {
                items.emplace_back(name, std::move(element));
            }
        }
        return Value::dict(std::move(items));
    }

    Value operator()(const Not& operation) const { return !of(operation.operand).isTrue(); }

    Value operator()(const Negation& operation) const {
        const Value value = of(operation.operand);
        const Value minus = negated(value);
        return operation.minus ? minus : value.is<bool>() ? Value(value.asInteger()) : value;
    }

    Value operator()(const Calculation& calculation) const {
        const Value left = of(calculation.left);
        return arithmetic(calculation.operation, left, of(calculation.right), budget());
    }

    Value operator()(const Concatenation& concatenation) const {
        TextBuilder out(budget());
        for (const auto& part : concatenation.parts)
            out.add(printed(of(part), budget()));
        return out.take();
    }

    Value operator()(const ComparisonChain& chain) const {
        Value left = of(chain.first);
        for (const auto& [comparison, expression] : chain.rest) {
            Value right = of(expression);
            if (!compare(comparison, left, right, budget())) return false;
            left = std::move(right);
        }
        return true;
    }

    Value operator()(const Logic& logic) const {
        Value left = of(logic.left);
        return left.isTrue() == logic.isAnd ? of(logic.right) : left;
    }

    Value operator()(const Conditional& conditional) const {
        if (of(conditional.condition).isTrue()) return of(conditional.yes);
        return conditional.no != nullptr ? of(conditional.no)
                                         : Value(Undefined{"the other case of an inline if"});
    }

    Value operator()(const FilterCall& call) const {
        const Value input = of(call.input);
        return applyFilter(call.name, input, evaluator.evaluateArguments(call.arguments, scope), budget());
    }

    Value operator()(const TestCall& call) const {
        const Value input = of(call.input);
        return applyTest(call.name, input, evaluator.evaluateArguments(call.arguments, scope), budget());
    }

    Value operator()(const FunctionCall& call) const { return evaluator.callFunctionOrMacro(call, scope); }

    Value operator()(const MethodCall& call) const {
        const Value object = of(call.object);
        return callMethod(object, call.name, evaluator.evaluateArguments(call.arguments, scope), budget());
    }
};

Evaluator::~Evaluator() {
    for (const auto& space : m_namespaces)
        space->attributes.clear();
}

Value Evaluator::evaluate(const Expression& expression, const Scope& scope) {
    const Budget::Level level(m_budget);
    m_budget.work(1);
    m_line = expression.line;
    Value value = std::visit(Visitor{*this, scope}, expression.node);
    m_line = expression.line;
    return value;
}

Value Evaluator::applyFilters(const std::vector<FilterCall>& filters, Value input, const Scope& scope) {
    for (const FilterCall& filter : filters)
        input = applyFilter(filter.name, input, evaluateArguments(filter.arguments, scope), m_budget);
    return input;
}

Call Evaluator::evaluateArguments(const Arguments& arguments, const Scope& scope) {
    Call call;
    for (const auto& argument : arguments.positional)
        call.positional.push_back(evaluate(*argument, scope));
    for (const auto& [name, argument] : arguments.named)
        call.named.emplace_back(name, evaluate(*argument, scope));
    return call;
}

Value Evaluator::callFunctionOrMacro(const FunctionCall& call, const Scope& scope) {
    const Value* named = scope.find(call.name);
    const bool isMacro = named != nullptr && named->is<const MacroStatement*>();
    if (named != nullptr && !isMacro)
        fail("'" + call.name + "' is a " + named->typeName() + " and cannot be called");
    if (named == nullptr && !isKnownFunction(call.name)) fail("'" + call.name + "' is undefined");
    const MacroStatement* macro = isMacro ? named->asMacro() : nullptr;
    const Call arguments = evaluateArguments(call.arguments, scope);
    if (macro != nullptr) return m_macros.callMacro(*macro, arguments);
    return call.name == "namespace" ? makeNamespace(arguments) : callFunction(call.name, arguments, m_budget);
}

Value Evaluator::makeNamespace(const Call& call) {
    if (!call.positional.empty()) fail("namespace takes named arguments only");
    auto space = std::make_shared<Namespace>();
    for (const auto& [name, value] : call.named)
        space->attributes[name] = value;
    m_budget.work(8);
    m_namespaces.push_back(space);
    return space;
}

}  // namespace engine::jinja
