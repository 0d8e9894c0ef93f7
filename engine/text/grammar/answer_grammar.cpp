#include "engine/text/grammar/answer_grammar.h"

#include <algorithm>

#include "engine/error.h"
#include "engine/text/grammar/schema.h"

namespace engine::grammar {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMostCalls = 8;

[[noreturn]] void refuse(const std::string& what) {
    throw EngineError(ErrorCode::BadRequest, "", what);
}

/// A model begins with a line break or two, which are never shown.
NodeId beginning(Grammar& grammar) {
    return grammar.repeat(grammar.text("\n"), 0, 2);
}

class ToolNotation {
 public:
    explicit ToolNotation(Grammar& grammar) : m_grammar(grammar), m_json(grammar) {}

    NodeId call(const Json& function) {
        Grammar& g = m_grammar;
        const Json parameters = function.value("parameters", Json::object());
        // From the last argument to the first, each with all that follows it.
        NodeId rest = g.symbol(ToolCallEnd);
        if (const auto described = parameters.find("properties");
            described != parameters.end() && described->is_object()) {
            const Json required = parameters.value("required", Json::array());
            std::vector<std::pair<std::string, const Json*>> arguments;
            for (const auto& [name, schema] : described->items())
                arguments.emplace_back(name, &schema);
            for (auto at = arguments.rbegin(); at != arguments.rend(); ++at) {
                const NodeId here = g.sequence({argument(at->first, *at->second, parameters), rest});
                const bool isRequired = required.is_array() && std::find(required.begin(), required.end(),
                                                                         Json(at->first)) != required.end();
                rest = isRequired ? here : g.choice({here, rest});
            }
        }
        return g.sequence(
            {g.symbol(ToolCallBegin), g.text(function.at("name").get<std::string>() + "\n"), rest});
    }

 private:
    NodeId argument(const std::string& name, const Json& schema, const Json& parameters) {
        Grammar& g = m_grammar;
        if (name.empty()) refuse("tools: an argument without a name");
        return g.sequence({g.symbol(ArgKeyBegin), g.text(name), g.symbol(ArgKeyEnd), g.text("\n"),
                           g.symbol(ArgValueBegin), value(schema, parameters), g.symbol(ArgValueEnd),
                           g.text("\n")});
    }

    NodeId value(const Json& schema, const Json& parameters) {
        const NodeId free = m_grammar.repeat(m_grammar.rawText(), 0, -1);
        if (!schema.is_object()) return free;
        // Strings stand there without quotes.
        if (schema.value("type", Json()) == "string") {
            const Json list = schema.value("enum", Json());
            std::vector<std::string> words;
            for (const Json& one : list.is_array() ? list : Json::array()) {
                if (one.is_string() && one != "") words.push_back(one.get<std::string>());
            }
            return words.empty() ? free : m_grammar.words(words);
        }
        if (!schema.contains("type") && !schema.contains("$ref") && !schema.contains("enum")) return free;
        try {
            SchemaCompiler compiler(m_grammar, m_json, parameters, "tools");
            const NodeId node = compiler.compile(schema, "#");
            compiler.finish();
            return node;
        } catch (const EngineError&) {
            return free;
        }
    }

    Grammar& m_grammar;
    JsonRules m_json;
};

}  // namespace

std::shared_ptr<const Grammar> formatGrammar(const AnswerFormat& format) {
    if (format.kind == AnswerFormat::Kind::Text) return nullptr;
    auto grammar = std::make_shared<Grammar>();
    JsonRules json(*grammar);
    NodeId value = json.anyObject();
    Json document;
    if (format.kind == AnswerFormat::Kind::JsonSchema) {
        document = parseLimited(format.schema, "response_format");
        SchemaCompiler compiler(*grammar, json, document, "response_format");
        value = compiler.compile(document, "#");
        compiler.finish();
    }
    grammar->setRoot(grammar->sequence({beginning(*grammar), value}));
    if (!grammar->canEnd()) refuse("response_format: nothing of finite length satisfies the schema");
    return grammar;
}

std::shared_ptr<const Grammar> toolGrammar(const std::vector<std::string>& tools, const ToolChoice& choice) {
    auto grammar = std::make_shared<Grammar>();
    ToolNotation notation(*grammar);
    const bool isNamed = choice.kind == ToolChoice::Kind::Named;
    std::vector<NodeId> calls;
    for (const auto& text : tools) {
        const Json tool = parseLimited(text, "tools");
        const Json function = tool.is_object() ? tool.value("function", tool) : Json();
        const Json name = function.is_object() ? function.value("name", Json()) : Json();
        if (!name.is_string() || name == "") refuse("tools: a function without a name");
        if (isNamed && name != choice.name) continue;
        calls.push_back(notation.call(function));
    }
    if (calls.empty()) refuse(isNamed ? "tool_choice: no such tool" : "tool_choice: there are no tools");
    const NodeId call = grammar->choice(std::move(calls));
    const NodeId next = grammar->sequence({grammar->choice({grammar->empty(), grammar->text("\n")}), call});
    const NodeId more = isNamed ? grammar->empty() : grammar->repeat(next, 0, kMostCalls - 1);
    grammar->setRoot(grammar->sequence({beginning(*grammar), call, more}));
    if (!grammar->canEnd()) refuse("tools: nothing of finite length satisfies the parameters");
    return grammar;
}

}  // namespace engine::grammar
