#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/text/jinja/ast.h"
#include "engine/text/jinja/evaluator.h"
#include "engine/text/marked_text.h"

namespace engine::jinja {

/// One rendering of a template: runs its statements and collects what they write.
class Interpreter final : private MacroCaller {
 public:
    explicit Interpreter(Budget& budget) : m_budget(budget), m_evaluator(budget, *this) {}

    /// `inputs` are the names that the template starts with. Throws Failure; line() then says where.
    MarkedText run(const Template& parsed, std::map<std::string, Value, std::less<>> inputs);
    int line() const { return m_evaluator.line(); }

 private:
    enum class Flow { Next, Break, Continue };
    struct Visitor;

    Flow runBlock(const Block& block, Scope& scope);
    Flow runFor(const ForStatement& statement, Scope& scope);
    /// What a block writes, instead of writing it.
    MarkedText capture(const Block& block, Scope& scope);
    void assign(const Target& target, const Value& value, Scope& scope);
    MarkedText callMacro(const MacroStatement& macro, const Call& call) override;

    Budget& m_budget;
    Evaluator m_evaluator;
    Scope m_globals;
    TextBuilder* m_out = nullptr;
};

/// JSON as a template sees it. `origin` marks its texts; keys that hold a known role or type are the
/// template's.
Value fromJson(const nlohmann::ordered_json& json, Origin origin);

}  // namespace engine::jinja
