#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/text/jinja/ast.h"
#include "engine/text/jinja/budget.h"
#include "engine/text/jinja/call.h"

namespace engine::jinja {

/// The names of one block; those of the blocks around it are seen through it.
struct Scope {
    const Scope* parent = nullptr;
    std::map<std::string, Value, std::less<>> names;

    const Value* find(const std::string& name) const;
};

/// Runs macros; the interpreter of statements does.
class MacroCaller {
 public:
    virtual ~MacroCaller() = default;
    virtual MarkedText callMacro(const MacroStatement& macro, const Call& call) = 0;
};

/// What expressions give.
class Evaluator {
 public:
    Evaluator(Budget& budget, MacroCaller& macros) : m_budget(budget), m_macros(macros) {}
    ~Evaluator();
    Evaluator(const Evaluator&) = delete;
    Evaluator& operator=(const Evaluator&) = delete;

    Value evaluate(const Expression& expression, const Scope& scope);
    /// filters of a block, one after the other.
    Value applyFilters(const std::vector<FilterCall>& filters, Value input, const Scope& scope);
    /// The line of what was evaluated last, for messages.
    int line() const { return m_line; }
    void setLine(int line) { m_line = line; }

 private:
    struct Visitor;

    Call evaluateArguments(const Arguments& arguments, const Scope& scope);
    Value callFunctionOrMacro(const FunctionCall& call, const Scope& scope);
    Value makeNamespace(const Call& call);

    Budget& m_budget;
    MacroCaller& m_macros;
    int m_line = 1;
    std::vector<std::shared_ptr<Namespace>> m_namespaces;  // emptied at the end, so that cycles go
};

}  // namespace engine::jinja
