#include "engine/text/jinja/interpreter.h"

#include <utility>

#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/printing.h"

namespace engine::jinja {

struct Interpreter::Visitor {
    Interpreter& self;
    Scope& scope;

    Value of(const ExpressionPointer& expression) const {
        return self.m_evaluator.evaluate(*expression, scope);
    }

    Flow operator()(const TextStatement& statement) const {
        self.m_out->add(statement.text);
        return Flow::Next;
    }

    Flow operator()(const OutputStatement& statement) const {
        self.m_out->add(printed(of(statement.value), self.m_budget));
        return Flow::Next;
    }

    Flow operator()(const IfStatement& statement) const {
        for (const auto& [condition, block] : statement.branches) {
            if (of(condition).isTrue()) return self.runBlock(block, scope);
        }
        return self.runBlock(statement.otherwise, scope);
    }

    Flow operator()(const ForStatement& statement) const { return self.runFor(statement, scope); }

    Flow operator()(const SetStatement& statement) const {
        self.assign(statement.target, of(statement.value), scope);
        return Flow::Next;
    }

    Flow operator()(const SetBlockStatement& statement) const {
        Scope inner{&scope, {}};
        const Value text = self.capture(statement.body, inner);
        self.assign(statement.target, self.m_evaluator.applyFilters(statement.filters, text, scope), scope);
        return Flow::Next;
    }

    Flow operator()(const MacroStatement& statement) const {
        scope.names[statement.name] = Value(&statement);
        return Flow::Next;
    }

    Flow operator()(const FilterStatement& statement) const {
        Scope inner{&scope, {}};
        const Value text = self.capture(statement.body, inner);
        self.m_out->add(
            printed(self.m_evaluator.applyFilters(statement.filters, text, scope), self.m_budget));
        return Flow::Next;
    }

    Flow operator()(const WithStatement& statement) const {
        Scope inner{&scope, {}};
        for (const auto& [target, value] : statement.values)
            self.assign(target, of(value), inner);  // each value is read outside
        return self.runBlock(statement.body, inner);
    }

    Flow operator()(const GenerationStatement& statement) const {
        Scope inner{&scope, {}};
        return self.runBlock(statement.body, inner);
    }

    Flow operator()(const BreakStatement& /*statement*/) const { return Flow::Break; }
    Flow operator()(const ContinueStatement& /*statement*/) const { return Flow::Continue; }
};

MarkedText Interpreter::run(const Template& parsed, std::map<std::string, Value, std::less<>> inputs) {
    m_globals.names = std::move(inputs);
    return capture(parsed.body, m_globals);
}

Interpreter::Flow Interpreter::runBlock(const Block& block, Scope& scope) {
    const Budget::Level level(m_budget);
    for (const Statement& statement : block) {
        m_budget.work(1);
        m_evaluator.setLine(statement.line);
        const Flow flow = std::visit(Visitor{*this, scope}, statement.node);
        if (flow != Flow::Next) return flow;
    }
    return Flow::Next;
}

Interpreter::Flow Interpreter::runFor(const ForStatement& statement, Scope& scope) {
    auto loop = std::make_shared<Loop>();
    for (Value& item : walk(m_evaluator.evaluate(*statement.items, scope), m_budget)) {
        if (statement.condition != nullptr) {
            Scope inner{&scope, {}};
            assign(statement.target, item, inner);
            if (!m_evaluator.evaluate(*statement.condition, inner).isTrue()) continue;
        }
        loop->items.push_back(std::move(item));
    }
    if (loop->items.empty()) return runBlock(statement.otherwise, scope);
    for (std::size_t at = 0; at < loop->items.size(); ++at) {
        m_budget.work(1);
        loop->index = at;
        Scope inner{&scope, {}};
        inner.names["loop"] = std::shared_ptr<const Loop>(loop);
        assign(statement.target, loop->items[at], inner);
        if (runBlock(statement.body, inner) == Flow::Break) break;
    }
    return Flow::Next;
}

MarkedText Interpreter::capture(const Block& block, Scope& scope) {
    TextBuilder builder(m_budget);
    TextBuilder* const outer = std::exchange(m_out, &builder);
    try {
        runBlock(block, scope);
    } catch (...) {
        m_out = outer;
        throw;
    }
    m_out = outer;
    return builder.take();
}

void Interpreter::assign(const Target& target, const Value& value, Scope& scope) {
    if (!target.parts.empty()) {
        const std::vector<Value> items = walk(value, m_budget);
        if (items.size() != target.parts.size()) {
            fail(std::to_string(items.size()) + " values for " + std::to_string(target.parts.size()) +
                 " names");
        }
        for (std::size_t at = 0; at < items.size(); ++at)
            assign(target.parts[at], items[at], scope);
    } else if (target.attribute.empty()) {
        scope.names[target.name] = value;
    } else {
        const Value* space = scope.find(target.name);
        if (space == nullptr || !space->is<std::shared_ptr<Namespace>>())
            fail("'" + target.name + "' is not a namespace, so its " + target.attribute + " cannot be set");
        space->asNamespace().attributes[target.attribute] = value;
    }
}

MarkedText Interpreter::callMacro(const MacroStatement& macro, const Call& call) {
    if (call.positional.size() > macro.parameters.size()) {
        fail("macro '" + macro.name + "' takes not more than " + std::to_string(macro.parameters.size()) +
             " arguments");
    }
    for (const auto& [name, value] : call.named) {
        std::size_t at = 0;
        while (at < macro.parameters.size() && macro.parameters[at].name != name)
            ++at;
        if (at == macro.parameters.size())
            fail("macro '" + macro.name + "' takes no argument '" + name + "'");
        if (at < call.positional.size()) fail("macro '" + macro.name + "' got '" + name + "' twice");
    }
    // A macro sees the template's own names, not those of where it is called.
    Scope scope{&m_globals, {}};
    for (std::size_t at = 0; at < macro.parameters.size(); ++at) {
        const auto& parameter = macro.parameters[at];
        const Value* given = at < call.positional.size() ? &call.positional[at] : nullptr;
        for (const auto& [name, value] : call.named) {
            if (name == parameter.name) given = &value;
        }
        if (given != nullptr) {
            scope.names[parameter.name] = *given;
        } else if (parameter.otherwise != nullptr) {
            scope.names[parameter.name] = m_evaluator.evaluate(*parameter.otherwise, scope);
        } else {
            scope.names[parameter.name] = Undefined{parameter.name};
        }
    }
    return capture(macro.body, scope);
}

}  // namespace engine::jinja
