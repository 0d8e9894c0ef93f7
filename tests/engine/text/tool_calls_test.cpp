#include "engine/text/tool_calls.h"

#include <random>

#include <QtTest>

#include "tests/engine/text/fixtures.h"

using engine::ErrorCode;
using engine::Tools;

namespace {

constexpr const char* kTool =
    "{\"type\": \"function\", \"function\": {\"name\": \"get_order\", \"parameters\": {\"type\": \"object\", "
    "\"properties\": {"
    " \"id\": {\"type\": \"string\"}, \"limit\": {\"type\": \"integer\"}, \"note\": {\"type\": [\"string\", "
    "\"null\"]},"
    " \"any\": {\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"number\"}]}, \"tags\": {\"type\": "
    "\"array\"}}}}}";

std::string pair(const std::string& key, const std::string& value) {
    return "<arg_key>" + key + "</arg_key>\n<arg_value>" + value + "</arg_value>\n";
}

}  // namespace

class ToolCallsTest : public QObject {
    Q_OBJECT

    const Tools m_tools{{kTool}};

    /// "name arguments", or "damaged".
    std::string read(const std::string& notation) const {
        const auto call = m_tools.call(notation);
        return call ? call->name + " " + call->arguments : "damaged";
    }

 private slots:
    void argumentsBecomeAJsonObject() {
        QCOMPARE(
            read("get_order\n" + pair("id", "A-1") + pair("limit", "2") + pair("tags", "[\"a\", \"字\"]")),
            std::string("get_order {\"id\":\"A-1\",\"limit\":2,\"tags\":[\"a\",\"字\"]}"));
        QCOMPARE(read("get_order\n"), std::string("get_order {}"));
        QCOMPARE(read("get_order"), std::string("get_order {}"));
        QCOMPARE(read("get_order" + pair("id", "x")), std::string("get_order {\"id\":\"x\"}"));
    }

    void stringsStayStrings() {
        QCOMPARE(read("get_order\n" + pair("id", "007")), std::string("get_order {\"id\":\"007\"}"));
        QCOMPARE(read("get_order\n" + pair("id", "{\"a\": 1}")),
                 std::string("get_order {\"id\":\"{\\\"a\\\": 1}\"}"));
        QCOMPARE(read("get_order\n" + pair("id", " two\nlines ")),
                 std::string("get_order {\"id\":\" two\\nlines \"}"));
        QCOMPARE(read("get_order\n" + pair("note", "null")), std::string("get_order {\"note\":null}"));
        QCOMPARE(read("get_order\n" + pair("note", "5")), std::string("get_order {\"note\":\"5\"}"));
        QCOMPARE(read("get_order\n" + pair("any", "5")), std::string("get_order {\"any\":5}"));
        QCOMPARE(read("get_order\n" + pair("any", "five")), std::string("get_order {\"any\":\"five\"}"));
    }

    void whatIsNoJsonStaysText() {
        QCOMPARE(read("get_order\n" + pair("limit", "two")), std::string("get_order {\"limit\":\"two\"}"));
        QCOMPARE(read("other\n" + pair("x", "1") + pair("y", "one")),
                 std::string("other {\"x\":1,\"y\":\"one\"}"));
    }

    void aValueMaySpeakOfMarks() {
        QCOMPARE(read("get_order\n" + pair("id", "write </arg_value> here")),
                 std::string("get_order {\"id\":\"write </arg_value> here\"}"));
    }

    void damagedNotationIsNoCall_data() {
        QTest::addColumn<QString>("notation");
        for (const char* notation :
             {"", "\n", "get order\n", "get_order\nhello", "get_order\n<arg_key>id",
              "get_order\n<arg_key>id</arg_key>", "get_order\n<arg_key>id</arg_key>\n<arg_value>x",
              "get_order\n<arg_value>x</arg_value>", "<arg_key>id",
              "get_order\n<arg_key>id</arg_key>\n<arg_value>x</arg_value>rest", "{\"name\": \"get_order\"}"})
            QTest::newRow(notation) << notation;
    }
    void damagedNotationIsNoCall() {
        QFETCH(QString, notation);
        QCOMPARE(read(notation.toStdString()), std::string("damaged"));
    }

    void randomNotationIsReadOrDamaged() {
        std::mt19937 generator(4);
        const char* const pieces[] = {"get_order",    "\n",       "<arg_key>", "</arg_key>", "<arg_value>",
                                      "</arg_value>", "id",       "limit",     "[[[[",       "{\"a\":",
                                      "\xff",         "\xe7\xba", "1e999",     "-",          "</arg_"};
        int calls = 0;
        for (int round = 0; round < 50'000; ++round) {
            std::string notation = generator() % 2 == 0 ? "get_order\n" : "";
            for (std::size_t count = generator() % 12; count > 0; --count)
                notation += pieces[generator() % std::size(pieces)];
            if (const auto call = m_tools.call(notation)) {
                QVERIFY(nlohmann::json::parse(call->arguments).is_object());
                ++calls;
            }
        }
        QVERIFY(calls > 100);
    }

    void toolsThatAreNoneAreRefused() {
        for (const char* tool : {"", "{", "5", "{}", "{\"function\": {}}", "{\"function\": {\"name\": \"\"}}",
                                 "{\"name\": 5}"}) {
            const auto error = fixtures::errorOf([&] { const Tools tools({tool}); });
            QVERIFY(error && error->code == ErrorCode::BadRequest);
            QVERIFY(error->detail.starts_with("tools: "));
        }
        QVERIFY(
            fixtures::errorOf([] { const Tools tools(std::vector<std::string>(129, kTool)); }).has_value());
    }
};

QTEST_GUILESS_MAIN(ToolCallsTest)
#include "tool_calls_test.moc"
