#include "engine/text/grammar/schema.h"

#include <random>

#include <QtTest>

#include "engine/text/grammar/answer_grammar.h"
#include "engine/text/grammar/automaton.h"
#include "tests/engine/text/fixtures.h"

using engine::AnswerFormat;
using engine::ErrorCode;
using engine::grammar::Automaton;
using engine::grammar::formatGrammar;

namespace {

AnswerFormat schemaFormat(const std::string& schema) {
    return {AnswerFormat::Kind::JsonSchema, schema};
}

enum class Verdict { Refused, Incomplete, Complete };

Verdict verdict(Automaton& automaton, const std::string& text) {
    auto state = automaton.start();
    for (const char byte : text) {
        state = automaton.next(state, static_cast<unsigned char>(byte));
        if (state == Automaton::kDead) return Verdict::Refused;
    }
    return automaton.isComplete(state) ? Verdict::Complete : Verdict::Incomplete;
}

Verdict verdict(const AnswerFormat& format, const std::string& text) {
    Automaton automaton(formatGrammar(format));
    return verdict(automaton, text);
}

/// A text that the automaton may write: random, but it ends when it can.
std::optional<std::string> written(Automaton& automaton, std::mt19937& generator) {
    std::string text;
    auto state = automaton.start();
    while (text.size() < 3000) {
        if (automaton.isComplete(state) && (automaton.isFinal(state) || generator() % 2 == 0)) return text;
        std::vector<int> bytes;
        for (int byte = 0; byte < 256; ++byte) {
            if (automaton.next(state, byte) != Automaton::kDead) bytes.push_back(byte);
        }
        if (bytes.empty()) return std::nullopt;
        int byte = bytes[generator() % bytes.size()];
        for (const int end : {'"', '}', ']'}) {  // or it would never come to an end
            if (automaton.next(state, end) != Automaton::kDead && generator() % 3 == 0) byte = end;
        }
        text += static_cast<char>(byte);
        state = automaton.next(state, byte);
    }
    return std::nullopt;
}

constexpr const char* kOrder =
    "{\"title\": \"Order\", \"type\": \"object\", \"properties\": {"
    " \"id\": {\"type\": \"string\", \"minLength\": 2, \"maxLength\": 4},"
    " \"count\": {\"type\": \"integer\", \"description\": \"how many\"},"
    " \"price\": {\"type\": [\"number\", \"null\"]},"
    " \"state\": {\"enum\": [\"open\", \"done\", 3, null, true]},"
    " \"lines\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/Line\"}, \"minItems\": 1, "
    "\"maxItems\": 3}},"
    " \"required\": [\"id\", \"state\"], \"additionalProperties\": false,"
    " \"$defs\": {\"Line\": {\"type\": \"object\", \"properties\": {\"名\": {\"type\": \"string\"}, \"sub\": "
    "{\"anyOf\":"
    " [{\"$ref\": \"#/$defs/Line\"}, {\"type\": \"null\"}]}}, \"required\": [\"名\", \"sub\"]}}}";

}  // namespace

class SchemaTest : public QObject {
    Q_OBJECT

 private slots:
    void anObjectIsWhatItsSchemaSays_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("right");
        const auto row = [](const char* text, bool right) { QTest::newRow(text) << text << right; };
        row("{\"id\": \"ab\", \"state\": \"open\"}", true);
        row("{\"id\":\"ab\",\"state\":\"open\"}", true);
        row("\n{\n  \"id\": \"红灯\",\n  \"state\": null\n}", true);
        row("{\"id\": \"ab\", \"count\": -12, \"price\": 1.5e3, \"state\": 3}", true);
        row("{\"id\": \"ab\", \"price\": null, \"state\": true, \"lines\": [{\"名\": \"\", \"sub\": null}]}",
            true);
        row("{\"id\": \"ab\", \"state\": \"done\", \"lines\": [{\"名\": \"a\", \"sub\": {\"名\": \"b\", "
            "\"sub\": null}}]}",
            true);
        row("{\"id\": \"\\u00e9\\ud83d\\ude00\", \"state\": \"open\"}", true);
        row("{\"state\": \"open\", \"id\": \"ab\"}", false);           // the schema's order
        row("{\"id\": \"ab\"}", false);                                // required
        row("{\"id\": \"a\", \"state\": \"open\"}", false);            // too short
        row("{\"id\": \"abcde\", \"state\": \"open\"}", false);        // too long
        row("{\"id\": \"ab\", \"state\": \"opened\"}", false);         // another value
        row("{\"id\": \"ab\", \"count\": 1.5, \"state\": 3}", false);  // no integer
        row("{\"id\": \"ab\", \"count\": 01, \"state\": 3}", false);
        row("{\"id\": \"ab\", \"state\": 3, \"more\": 1}", false);
        row("{\"id\": \"ab\", \"state\": 3, \"lines\": []}", false);
        row("{\"id\": \"ab\", \"state\": 3,}", false);
        row("{\"id\": \"\\ud83d\", \"state\": 3}", false);  // half of a pair
        row("{\"id\": \"a\nb\", \"state\": 3}", false);
        row("{ \n\n\"id\": \"ab\", \"state\": 3}", false);  // no babbling in blanks
        row("[]", false);
    }
    void anObjectIsWhatItsSchemaSays() {
        QFETCH(QString, text);
        QFETCH(bool, right);
        QCOMPARE(verdict(schemaFormat(kOrder), text.toStdString()) == Verdict::Complete, right);
    }

    void partsAreOnTheWay() {
        QCOMPARE(verdict(schemaFormat(kOrder), "{\"id\": \"ab\", \"sta"), Verdict::Incomplete);
        QCOMPARE(verdict(schemaFormat(kOrder), "{\"id\": \"\xE7\xBA"), Verdict::Incomplete);
        QCOMPARE(verdict(schemaFormat(kOrder), "{\"id\": \"\xFF"), Verdict::Refused);
    }

    void singleSchemas_data() {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("right");
        const auto row = [](const char* schema, const char* text, bool right) {
            QTest::newRow((std::string(schema) + " " + text).c_str()) << schema << text << right;
        };
        row("{\"type\": \"boolean\"}", "true", true);
        row("{\"type\": \"boolean\"}", "null", false);
        row("{\"const\": {\"a\": [1, \"x\"]}}", "{\"a\":[1,\"x\"]}", true);
        row("{\"type\": \"array\", \"items\": {\"type\": \"integer\"}, \"maxItems\": 2}", "[1, 2]", true);
        row("{\"type\": \"array\", \"items\": {\"type\": \"integer\"}, \"maxItems\": 2}", "[1, 2, 3]", false);
        row("{\"type\": \"array\", \"items\": {\"type\": \"integer\"}, \"maxItems\": 0}", "[]", true);
        row("{\"type\": \"array\", \"items\": {\"type\": \"integer\"}, \"maxItems\": 0}", "[1]", false);
        row("{\"type\": \"array\", \"minItems\": 2, \"items\": true}", "[{}, \"x\"]", true);
        row("{\"type\": \"array\", \"minItems\": 2, \"items\": true}", "[1]", false);
        row("{\"type\": \"object\", \"additionalProperties\": {\"type\": \"integer\"}}",
            "{\"a\": 1, \"b\": 2}", true);
        row("{\"type\": \"object\", \"additionalProperties\": {\"type\": \"integer\"}}", "{\"a\": \"1\"}",
            false);
        row("{\"type\": \"object\"}", "{\"any\": [1, {\"x\": null}]}", true);
        row("{\"properties\": {\"ab\": {\"type\": \"null\"}}, \"additionalProperties\": true}",
            "{\"ab\": null, \"c\": 1}", true);
        row("{\"properties\": {\"ab\": {\"type\": \"null\"}}, \"additionalProperties\": true}",
            "{\"abc\": 1, \"a\": 1, \"红\": 2}", true);
        // A further property may not be a named one in disguise.
        row("{\"properties\": {\"ab\": {\"type\": \"null\"}}, \"additionalProperties\": true}",
            "{\"c\": 1, \"ab\": 1}", false);
        row("{\"properties\": {\"ab\": {\"type\": \"null\"}}, \"additionalProperties\": true}",
            "{\"\\u0061b\": 1}", false);
        row("{\"properties\": {}, \"additionalProperties\": false}", "{}", true);
        row("{\"properties\": {\"a\": {}, \"b\": {}}}", "{\"b\": 1}", true);
        row("{\"properties\": {\"a\": {}, \"b\": {}}}", "{\"c\": 1}", false);
        row("{\"type\": \"string\", \"enum\": [\"a\\\"b\", \"c\", 5]}", "\"a\\\"b\"", true);
        row("{\"type\": \"string\", \"enum\": [\"a\\\"b\", \"c\", 5]}", "5", false);
        row("{\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"string\", \"maxLength\": 1}]}", "\"x\"",
            true);
        row("{\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"string\", \"maxLength\": 1}]}", "\"xy\"",
            false);
        row("{\"type\": \"number\"}", "-0.5E-7", true);
        row("{\"type\": \"number\"}", ".5", false);
        row("{\"type\": \"number\"}", "1e", false);
        row("{\"$ref\": \"#/definitions/x\", \"definitions\": {\"x\": {\"type\": \"null\"}}}", "null", true);
        row("{\"type\": \"array\", \"items\": {\"$ref\": \"#\"}}", "[[], [[]]]", true);
        row("{\"type\": \"array\", \"items\": {\"$ref\": \"#\"}}", "[1]", false);
        row("true", "[1]", true);
    }
    void singleSchemas() {
        QFETCH(QString, schema);
        QFETCH(QString, text);
        QFETCH(bool, right);
        QCOMPARE(verdict(schemaFormat(schema.toStdString()), text.toStdString()) == Verdict::Complete, right);
    }

    void jsonObjectIsAnyObjectAndNothingElse() {
        const AnswerFormat format{AnswerFormat::Kind::JsonObject, {}};
        QCOMPARE(verdict(format, "{\"a\": [1, -2.5, \"x\\n\", true, null, {}]}"), Verdict::Complete);
        QCOMPARE(verdict(format, "{}"), Verdict::Complete);
        for (const char* text : {"[]", "1", "{} ", "{} {}", "{\"a\"}", "{a: 1}", "```json"})
            QCOMPARE(verdict(format, text), Verdict::Refused);
        QVERIFY(formatGrammar({}) == nullptr);
    }

    void whatItWritesIsJsonOfTheSchema() {
        std::mt19937 generator(9);
        Automaton order(formatGrammar(schemaFormat(kOrder)));
        Automaton any(formatGrammar({AnswerFormat::Kind::JsonObject, {}}));
        int whole = 0;
        for (int round = 0; round < 300; ++round) {
            if (const auto text = written(any, generator)) QVERIFY(nlohmann::json::parse(*text).is_object());
            const auto text = written(order, generator);
            if (!text) continue;
            ++whole;
            const auto json = nlohmann::json::parse(*text);
            QVERIFY(json.at("id").is_string() && json.contains("state"));
            if (json.contains("count")) QVERIFY(json["count"].is_number_integer());
            if (json.contains("price")) QVERIFY(json["price"].is_number() || json["price"].is_null());
            if (json.contains("lines")) QVERIFY(!json["lines"].empty() && json["lines"].size() <= 3);
        }
        QVERIFY(whole > 200);
    }

    void forgettingChangesNothing() {
        Automaton automaton(formatGrammar(schemaFormat(kOrder)));
        const std::string text =
            "{\"id\": \"ab\", \"state\": \"done\", \"lines\": [{\"名\": \"a\", \"sub\": null}]}";
        auto state = automaton.start();
        for (const char byte : text) {
            state = automaton.forget(automaton.next(state, static_cast<unsigned char>(byte)));
            QVERIFY(state != Automaton::kDead);
        }
        QVERIFY(automaton.isFinal(state));
    }

    void whatIsUnknownIsRefusedByName_data() {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* schema, const char* detail) {
            QTest::newRow(detail) << schema << detail;
        };
        row("{\"properties\": {\"a\": {\"type\": \"string\", \"pattern\": \"a+\"}}}",
            "pattern at #/properties/a");
        row("{\"type\": \"string\", \"format\": \"email\"}", "format at #");
        row("{\"type\": \"integer\", \"minimum\": 1}", "minimum at #");
        row("{\"oneOf\": []}", "oneOf at #");
        row("{\"type\": \"array\", \"uniqueItems\": true}", "uniqueItems at #");
        row("{\"type\": \"text\"}", "type text at #");
        row("{\"type\": 5}", "type at #");
        row("{\"type\": []}", "type at #");
        row("{\"$ref\": \"other.json\"}", "$ref to elsewhere at #");
        row("{\"$ref\": \"#/$defs/a\"}", "$ref to nothing at #/$defs/a");
        row("{\"anyOf\": [{\"type\": \"null\"}], \"type\": \"string\"}", "type beside anyOf at #");
        row("{\"enum\": [1], \"type\": \"string\"}", "no value that fits at #/enum");
        row("{\"enum\": []}", "no value that fits at #/enum");
        row("{\"required\": [\"a\"]}", "required without a property at #");
        row("{\"type\": \"array\", \"minItems\": -1}", "minItems at #");
        row("{\"type\": \"array\", \"minItems\": 3, \"maxItems\": 2}", "maxItems at #");
        row("{\"type\": \"string\", \"maxLength\": 99999999}", "maxLength at #");
        row("5", "no schema at #");
        row("false", "no schema at #");
        row("{", "no valid JSON");
        row("{\"$ref\": \"#\"}", "nothing of finite length satisfies the schema");
        row("{\"properties\": {\"a\": {\"$ref\": \"#\"}}, \"required\": [\"a\"]}",
            "nothing of finite length satisfies the schema");
    }
    void whatIsUnknownIsRefusedByName() {
        QFETCH(QString, schema);
        QFETCH(QString, detail);
        const auto error = fixtures::errorOf([&] { formatGrammar(schemaFormat(schema.toStdString())); });
        QVERIFY(error.has_value());
        QCOMPARE(error->code, ErrorCode::BadRequest);
        QCOMPARE(QString::fromStdString(error->detail), "response_format: " + detail);
    }

    void hugeAndDeepSchemasAreRefusedSoon() {
        std::string deep;
        for (int level = 0; level < 30'000; ++level)
            deep += "{\"items\":";
        std::string wide = "{\"properties\": {";
        for (int at = 0; at < 9000; ++at)
            wide.append("\"").append(std::to_string(at)).append("\": {\"type\": \"string\"},");
        wide += "\"x\": {}}}";
        const std::vector<std::string> schemas = {deep, std::string(300'000, ' '), wide,
                                                  std::string(100'000, '[')};
        for (const auto& schema : schemas) {
            const auto error = fixtures::errorOf([&] { formatGrammar(schemaFormat(schema)); });
            QVERIFY(error && error->code == ErrorCode::BadRequest);
        }
    }

    /// Pieces of schemas thrown together: compiled or refused, never anything else.
    void randomSchemasAreCompiledOrRefused() {
        std::mt19937 generator(5);
        const char* const pieces[] = {"{",
                                      "}",
                                      "[",
                                      "]",
                                      ",",
                                      ":",
                                      "\"type\":\"object\"",
                                      "\"properties\":{",
                                      "\"a\":",
                                      "\"items\":",
                                      "\"$ref\":\"#\"",
                                      "\"$ref\":\"#/properties/a\"",
                                      "\"anyOf\":[",
                                      "{}",
                                      "true",
                                      "\"enum\":[1,\"\"]",
                                      "\"const\":null",
                                      "\"required\":[\"a\"]",
                                      "1e999",
                                      "\"minItems\":3",
                                      "\"type\":[\"string\",\"null\"]",
                                      "\"additionalProperties\":"};
        int compiled = 0;
        for (int round = 0; round < 6000; ++round) {
            std::string schema = "{";
            for (std::size_t count = generator() % 10; count > 0; --count)
                schema +=
                    std::string(pieces[generator() % std::size(pieces)]) + (generator() % 2 == 0 ? "," : "");
            if (schema.back() == ',') schema.pop_back();
            for (int at = 0; at < 3 && !nlohmann::json::accept(schema); ++at)
                schema += "}";
            try {
                Automaton automaton(formatGrammar(schemaFormat(schema)));
                ++compiled;
                if (compiled % 10 == 0) written(automaton, generator);
            } catch (const engine::EngineError& error) {
                QCOMPARE(error.error().code, ErrorCode::BadRequest);
            }
        }
        QVERIFY(compiled > 50);
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "schema_test.moc"
