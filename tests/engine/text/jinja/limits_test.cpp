#include <random>

#include <QtTest>

#include "engine/text/chat_template.h"
#include "tests/engine/text/fixtures.h"

using engine::ChatTemplate;
using engine::ErrorCode;
using nlohmann::ordered_json;

namespace {

std::string repeated(const std::string& unit, int count) {
    std::string out;
    for (int at = 0; at < count; ++at)
        out += unit;
    return out;
}

std::optional<engine::Error> errorOf(const std::string& source, const ordered_json& inputs = {{"n", 1}}) {
    return fixtures::errorOf([&] { ChatTemplate::parse(source, "t").render(inputs); });
}

}  // namespace

/// A hostile template or request ends with an error: it neither hangs, nor crashes, nor eats the memory.
class LimitsTest : public QObject {
    Q_OBJECT

 private slots:
    void aTemplateThatNeverEndsIsStopped_data() {
        QTest::addColumn<QString>("source");
        const auto row = [](const char* name, const std::string& source) {
            QTest::newRow(name) << QString::fromStdString(source);
        };
        const std::string loop = "{% for i in range(99999) %}";
        row("loops in loops", repeated(loop, 5) + "x" + repeated("{% endfor %}", 5));
        row("a text that doubles",
            "{% set ns = namespace(t='ab') %}{% for i in range(99) %}{% set ns.t = ns.t ~ ns.t %}{% endfor "
            "%}");
        row("a list that doubles",
            "{% set ns = namespace(t=[1]) %}{% for i in range(99) %}{% set ns.t = ns.t + ns.t %}{% endfor "
            "%}");
        row("a long text", "{{ 'x' * 999999999999 }}");
        row("a long list", "{{ [0] * 999999999 }}");
        row("no text, often", "{{ ('' ~ ('x' * 9999999)) * 9999999 }}");
        row("replace makes it long", "{{ ('a' * 999999).replace('a', 'b' * 999999) }}");
        row("join makes it long", "{{ range(99999) | join('x' * 99999) }}");
        row("indent makes it wide", "{{ 'a' | indent(999999999999, true) }}");
        row("json indents wide", "{{ [[1]] | tojson(indent=999999999) }}");
        row("a macro without end", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
        row("two macros without end",
            "{% macro a(x) %}{{ b(x + 1) }}{% endmacro %}{% macro b(x) %}{{ a(x) }}{% endmacro %}{{ a(0) }}");
        row("a list in a list in a list",
            "{% set ns = namespace(t=[]) %}{% for i in range(9999) %}{% set ns.t = [ns.t] %}{% endfor %}");
        row("printed twice in each of its parts",
            "{% set ns = namespace(t=[1]) %}{% for i in range(60) %}{% set ns.t = [ns.t, ns.t] %}{% endfor "
            "%}{{ ns.t }}");
        row("json twice in each of its parts",
            "{% set ns = namespace(t=[1]) %}{% for i in range(60) %}{% set ns.t = [ns.t, ns.t] %}{% endfor "
            "%}{{ ns.t | tojson }}");
        row("compared twice in each part",
            "{% set a = namespace(t=[1]) %}{% set b = namespace(t=[1]) %}{% for i in range(60) %}{% set a.t "
            "= [a.t, a.t] %}{% set b.t = [b.t, b.t] %}{% endfor %}{{ a.t == b.t }}");
        row("a power", "{{ 10 ** 99999999 }}");
        row("a sum", "{{ 9223372036854775807 + 1 }}");
        row("the smallest number", "{{ (-9223372036854775807 - 1) // -1 }}");
        row("its sign", "{{ -(-9223372036854775807 - 1) }}");
        row("its size", "{{ (-9223372036854775807 - 1) | abs }}");
        row("its product", "{{ (-9223372036854775807 - 1) * -1 }}");
        row("unique of many", "{{ range(99999) | unique | list | length }}");
        row("characters of a long text", "{{ ('x' * 9999999) | list | length }}");
    }
    void aTemplateThatNeverEndsIsStopped() {
        QFETCH(QString, source);
        const auto error = errorOf(source.toStdString());
        QVERIFY(error);
        QCOMPARE(error->code, ErrorCode::TemplateFailed);
    }

    void theSmallestNumberHasNoRestByMinusOne() {
        const auto text = ChatTemplate::parse(
                              "{{ (-9223372036854775807 - 1) % -1 }} {{ 'abc'[::9223372036854775807] }} {{ "
                              "'abc'[-9223372036854775807:] }}",
                              "t")
                              .render({});
        QCOMPARE(text.text, std::string("0 a abc"));
    }

    void namespacesInACircleAreGivenBack() {
        // The leak check of a sanitizer build would show it.
        QVERIFY(
            !errorOf("{% set a = namespace() %}{% set a.b = a %}{% for i in range(9999) %}{% set a.c = "
                     "namespace(d=a.c) %}{% endfor %}"));
    }

    void deepNestingIsRefusedWhileReading() {
        for (const auto& [open, close] :
             std::vector<std::pair<std::string, std::string>>{{"(", ")"},
                                                              {"[", "]"},
                                                              {"{'a':", "}"},
                                                              {"not ", ""},
                                                              {"-", ""},
                                                              {"x if ", " else y"},
                                                              {"x[", "]"},
                                                              {"n.get(", ")"}}) {
            const auto error =
                errorOf("{{ " + repeated(open, 50'000) + "n" + repeated(close, 50'000) + " }}");
            QVERIFY2(error && error->code == ErrorCode::TemplateUnsupported, open.c_str());
        }
        for (const char* tail :
             {".a", "[0]", "|trim", " + 1", " ~ 1", " and 1", " < 1", " is odd", " if 1"}) {
            const auto error = errorOf("{{ n" + repeated(tail, 50'000) + " }}");
            QVERIFY2(error && error->code == ErrorCode::TemplateUnsupported, tail);
        }
        QCOMPARE(errorOf(repeated("{% if n %}", 50'000))->code, ErrorCode::TemplateUnsupported);
        QCOMPARE(errorOf("{% set " + repeated("(", 50'000))->code, ErrorCode::TemplateUnsupported);
        QCOMPARE(errorOf(repeated("{% if n %}x{% elif n %}", 90'000))->code, ErrorCode::TemplateUnsupported);
    }

    void deepMessagesAreRefused() {
        ordered_json deep = 1;
        for (int level = 0; level < 5'000; ++level)
            deep = ordered_json::array({std::move(deep)});
        QCOMPARE(errorOf("x", {{"messages", deep}})->code, ErrorCode::TemplateFailed);
        QCOMPARE(errorOf("x", {{"messages", 18446744073709551615ULL}})->code, ErrorCode::TemplateFailed);
    }

    void aLongChatStaysWithinTheLimits() {
        ordered_json messages = ordered_json::array();
        for (int turn = 0; turn < 500; ++turn) {
            messages.push_back({{"role", "user"}, {"content", repeated("红灯 light ", 200)}});
            messages.push_back(
                {{"role", "assistant"},
                 {"content", "<think>" + repeated("why ", 300) + "</think>" + repeated("so ", 300)}});
        }
        const auto chat = ChatTemplate::parse(fixtures::read("templates/glm46v_style.jinja"), "t");
        const auto prompt = chat.render({{"messages", messages}, {"add_generation_prompt", true}});
        QVERIFY(prompt.text.size() > 1'500'000);
    }

    /// Templates cut, and with parts changed: a clear error or a text, never a crash.
    void damagedTemplatesAreRefusedOrRun() {
        std::mt19937 random(11);
        const std::string whole = fixtures::read("templates/glm46v_style.jinja") +
                                  fixtures::read("templates/loops_and_blocks.jinja");
        const ordered_json inputs = {{"messages",
                                      {{{"role", "user"}, {"content", "hi"}},
                                       {{"role", "assistant"}, {"content", "<think>a</think>b"}}}}};
        const std::vector<std::string> parts = {
            "{%", "%}", "{{", "}}",   "{#",       "#}",          "-",  "'",    "(",     ")",   "[",
            "]",  "|",  ".",  " if ", " endfor ", "{% endif %}", "\\", "\xFF", "1e999", "not "};
        int refused = 0;
        for (int round = 0; round < 1500; ++round) {
            std::string damaged = whole.substr(random() % whole.size(), random() % 2000);
            for (int change = 0; change < 2 && round % 3 != 0; ++change)
                damaged.insert(random() % (damaged.size() + 1), parts[random() % parts.size()]);
            const auto error = errorOf(damaged, inputs);
            if (!error) continue;
            QVERIFY(error->code == ErrorCode::TemplateUnsupported ||
                    error->code == ErrorCode::TemplateFailed);
            QCOMPARE(error->where, std::string("t"));
            ++refused;
        }
        QVERIFY(refused > 500);
    }
};

QTEST_GUILESS_MAIN(LimitsTest)
#include "limits_test.moc"
