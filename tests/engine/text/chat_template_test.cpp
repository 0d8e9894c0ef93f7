#include "engine/text/chat_template.h"

#include <map>

#include <QtTest>

#include "engine/text/tokenizer.h"
#include "tests/engine/text/fixtures.h"

using engine::AddedTokens;
using engine::ChatTemplate;
using engine::ErrorCode;
using engine::MarkedText;
using engine::Tokenizer;
using nlohmann::ordered_json;

namespace {

/// The user's bytes of a text, with | between the spans.
std::string usersPart(const MarkedText& text) {
    std::string out;
    for (const auto& span : text.userSpans) {
        if (!out.empty()) out += '|';
        out.append(text.text, span.begin, span.end - span.begin);
    }
    return out;
}

MarkedText rendered(const std::string& source, const ordered_json& content) {
    return ChatTemplate::parse(source, "t")
        .render({{"messages", {{{"role", "user"}, {"content", content}}}}});
}

}  // namespace

class ChatTemplateTest : public QObject {
    Q_OBJECT

 private slots:
    void wholeChatsGiveThePromptsOfTransformers() {
        std::map<std::string, ChatTemplate> templates;
        int failures = 0;
        for (const auto& entry : fixtures::lines("template_cases.jsonl")) {
            const auto file = entry["template"].get<std::string>();
            if (templates.count(file) == 0)
                templates.emplace(file, ChatTemplate::parse(fixtures::read("templates/" + file), file));
            MarkedText prompt;
            const auto error =
                fixtures::errorOf([&] { prompt = templates.at(file).render(entry["inputs"]); });
            const std::string name = file + ": " + entry["name"].get<std::string>();
            QVERIFY2(error.has_value() == entry.contains("error"),
                     (name + (error ? error->detail : "")).c_str());
            if (error) {
                QCOMPARE(error->code, ErrorCode::TemplateFailed);
                QCOMPARE(error->where, file);
                ++failures;
            } else {
                QVERIFY2(prompt.text == entry["output"].get<std::string>(),
                         (name + "\n" + prompt.text).c_str());
            }
        }
        QVERIFY(failures > 0);
    }

    void idsAreThoseOfThePlainTextWhenNobodyTypesMarks() {
        const Tokenizer tokenizer = Tokenizer::load(fixtures::path("tokenizer.json"));
        for (const auto& entry : fixtures::lines("template_cases.jsonl")) {
            const auto name = entry["name"].get<std::string>();
            if (entry.contains("error") || name == "marks in text" || name == "several turns") continue;
            const auto file = entry["template"].get<std::string>();
            if (file != "glm46v_style.jinja") continue;
            const MarkedText prompt =
                ChatTemplate::parse(fixtures::read("templates/" + file), file).render(entry["inputs"]);
            QCOMPARE(tokenizer.encode(prompt), tokenizer.encode(prompt.text, AddedTokens::Recognise));
        }
    }

    void marksSurviveEveryTextOperation_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("users");
        const auto row = [](const char* expression, const char* users) {
            const QString source = QStringLiteral("{% set c = messages[0].content %}<x>{{ %1 }}</x>");
            QTest::newRow(expression) << source.arg(expression) << users;
        };
        row("c", " <a> b <a> ");
        row("'t' + c + 't'", " <a> b <a> ");
        row("c ~ 1 ~ c", " <a> b <a> | <a> b <a> ");
        row("c.strip()", "<a> b <a>");
        row("c | trim", "<a> b <a>");
        row("c[1:4]", "<a>");
        row("c[::-1]", " >a< b >a< ");
        row("c.split(' b ')[0]", " <a>");
        row("c.split() | join('-')", "<a>|b|<a>");
        row("c.replace('b', 'T')", " <a> | <a> ");
        row("'-b-'.replace('b', c)", " <a> b <a> ");
        row("c | upper", " <A> B <A> ");
        row("c | tojson", " <a> b <a> ");
        row("messages[0] | tojson", "role|content| <a> b <a> ");
        row("[c] | string", " <a> b <a> ");
        row("c | list | join", " <a> b <a> ");
        row("c | reverse", " >a< b >a< ");
        row("c if c else ''", " <a> b <a> ");
        row("c | default('x')", " <a> b <a> ");
        row("{'k': c}.k", " <a> b <a> ");
        row("namespace(k=c).k", " <a> b <a> ");
        row("[c, 'z'] | sort | first", " <a> b <a> ");
        row("c * 2", " <a> b <a>  <a> b <a> ");
        row("c | indent(1, true)", " <a> b <a> ");
        row("c | length", "");
        row("messages[0].role", "");
        const auto whole = [](const char* source, const char* users) {
            QTest::newRow(source) << source << users;
        };
        whole("{% macro m(t) %}<{{ t }}>{% endmacro %}{{ m(messages[0].content).strip() }}", " <a> b <a> ");
        whole("{% set b %}<{{ messages[0].content }}>{% endset %}{{ b }}", " <a> b <a> ");
        whole("{% filter trim %}{{ messages[0].content }}{% endfilter %}", "<a> b <a>");
        whole("{% for p in messages[0].content.split() %}<{{ p }}>{% endfor %}", "<a>|b|<a>");
    }
    void marksSurviveEveryTextOperation() {
        QFETCH(QString, source);
        QFETCH(QString, users);
        QCOMPARE(QString::fromStdString(usersPart(rendered(source.toStdString(), " <a> b <a> "))), users);
    }

    void toolsAndToolArgumentsAreTheClientsWords() {
        const ChatTemplate chat = ChatTemplate::parse(
            "{% for t in tools %}{{ t | tojson }}{% endfor %}{% for k, v in messages[0].args.items() %}<{{ k "
            "}}={{ v }}>{% endfor %}",
            "t");
        const MarkedText text =
            chat.render({{"tools", {{{"d", "<|user|>"}}}},
                         {"messages", {{{"role", "tool"}, {"args", {{"<|k|>", "<|v|>"}}}}}}});
        QCOMPARE(usersPart(text), std::string("d|<|user|>|<|k|>|<|v|>"));
    }

    void onlyKnownRolesAreTrusted() {
        const std::string source = "<|{{ messages[0].role }}|>";
        const auto users = [&](const char* role) {
            return usersPart(ChatTemplate::parse(source, "t").render({{"messages", {{{"role", role}}}}}));
        };
        QCOMPARE(users("user"), std::string());
        QCOMPARE(users("endoftext"), std::string("endoftext"));
    }

    void switchesAreSeenOnlyWhenTheyAreSet() {
        const ChatTemplate chat = ChatTemplate::parse(
            "{{ enable_thinking is defined }} {{ tools is none }} {{ add_generation_prompt }}", "t");
        QCOMPARE(chat.render({{"messages", ordered_json::array()}}).text, std::string("False True False"));
        QCOMPARE(chat.render({{"enable_thinking", false}, {"add_generation_prompt", true}}).text,
                 std::string("True True True"));
    }

    void whatIsUnknownIsRefusedWithNameAndLine_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* source, const char* named) {
            QTest::newRow(source) << source << named;
        };
        row("a\n{{ x | nofilter }}", "the filter nofilter, line 2");
        row("{{ x is notest }}", "the test notest, line 1");
        row("\n\n{{ nofunction(1) }}", "the function nofunction, line 3");
        row("{{ x.nomethod() }}", "the method nomethod, line 1");
        row("{{ x.append(1) }}", "the method append, line 1");
        row("{% include 'x' %}", "the statement include, line 1");
        row("{% if x %}\n{% include 'x' %}{% endif %}", "the statement include, line 2");
        row("{{ x | map('nofilter') }}", "the filter nofilter, line 1");
        row("{{ x | selectattr('a', 'notest') }}", "the test notest, line 1");
        row("{{ x.__class__ }}", "the attribute __class__, line 1");
        row("{% for x in y recursive %}{% endfor %}", "recursive, line 1");
        row("{{ f(*x) }}", "* arguments, line 1");
        row("{{ '%s' % x }}", "formatting with %, line 1");
        row("{{ caller() }}", "the name caller, line 1");
        row("{% if x %}", "a block without endif, line 1");
        row("{% macro m() %}{{ caller }}{% endmacro %}", "the name caller, line 1");
        row("{% for x in y %}{% macro m() %}{% endmacro %}{% endfor %}",
            "a macro inside a loop or another block, line 1");
        row("{{ x | safe ~ y }}", "the filter safe at another place than the end of an output, line 1");
        row("{{ x \xFF }}", "text that is not UTF-8");
        row("{{ \xE4\xB8\xAD }}", "the character \xE4\xB8\xAD, line 1");
    }
    void whatIsUnknownIsRefusedWithNameAndLine() {
        QFETCH(QString, source);
        QFETCH(QString, named);
        // From the tag: a QString cannot hold broken UTF-8.
        const auto error =
            fixtures::errorOf([] { ChatTemplate::parse(QTest::currentDataTag(), "chat_template.jinja"); });
        QVERIFY(error);
        QCOMPARE(error->code, ErrorCode::TemplateUnsupported);
        QCOMPARE(error->where, std::string("chat_template.jinja"));
        QVERIFY2(QString::fromStdString(error->detail).contains(named), error->detail.c_str());
    }

    void aRaisedExceptionIsTheReasonGiven() {
        const auto error = fixtures::errorOf([] {
            ChatTemplate::parse("x\n{{ raise_exception('roles must take turns') }}", "t")
                .render({{"messages", 1}});
        });
        QCOMPARE(error->code, ErrorCode::TemplateFailed);
        QCOMPARE(error->detail, std::string("roles must take turns, line 2"));
    }

    void olderCheckpointsHaveItInsideAnotherFile() {
        const ordered_json inputs = {{"messages", ordered_json::array()}};
        const auto loaded = [&](const std::vector<std::pair<QString, QByteArray>>& files) {
            const QTemporaryDir folder;
            for (const auto& [name, content] : files) {
                QFile file(folder.filePath(name));
                if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
                file.write(content);
            }
            return ChatTemplate::load(folder.path().toStdString()).render(inputs).text;
        };
        QCOMPARE(loaded({{"tokenizer_config.json", R"({"chat_template": "a"})"}}), std::string("a"));
        QCOMPARE(loaded({{"tokenizer_config.json", R"({"chat_template": "a"})"},
                         {"chat_template.json", R"({"chat_template": "b"})"}}),
                 std::string("b"));
        QCOMPARE(loaded({{"chat_template.json", R"({"chat_template": "b"})"}, {"chat_template.jinja", "c"}}),
                 std::string("c"));
        QCOMPARE(
            loaded(
                {{"tokenizer_config.json",
                  R"({"chat_template": [{"name": "rag", "template": "r"}, {"name": "default", "template": "d"}]})"}}),
            std::string("d"));
        const auto code = [&](const char* json) {
            return fixtures::errorOf([&] { loaded({{"tokenizer_config.json", json}}); })->code;
        };
        QCOMPARE(code("{"), ErrorCode::BadJson);
        QCOMPARE(code("{}"), ErrorCode::TemplateMissing);
        QCOMPARE(code(R"({"chat_template": ""})"), ErrorCode::TemplateMissing);
    }

    void aFolderWithoutTemplateIsNamed() {
        const auto error = fixtures::errorOf([] { ChatTemplate::load("/nowhere"); });
        QCOMPARE(error->code, ErrorCode::TemplateMissing);
        QCOMPARE(error->where, std::string("/nowhere"));
    }
};

QTEST_GUILESS_MAIN(ChatTemplateTest)
#include "chat_template_test.moc"
