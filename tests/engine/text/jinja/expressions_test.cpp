#include <set>

#include <QtTest>

#include "engine/text/chat_template.h"
#include "tests/engine/text/fixtures.h"

using engine::ChatTemplate;
using engine::ErrorCode;

namespace {

/// jinja2 renders these and we refuse them, by name: never another text than jinja2's.
const std::set<std::string> kRefused = {
    R"t({{ none[1:] }})t",
    R"t({{ d.items() }})t",
    R"t({{ s.format(1) }})t",
    R"t({{ s.__class__ }})t",
    R"t({{ 'a %s' % 1 }})t",
    R"t({{ s.encode() }})t",
    R"t({{ self }})t",
    R"t({{ 0x1F }})t",
    R"t({{ d|attr('b') }})t",
    R"t({{ s|e }})t",
    R"t({{ xs|batch(2)|list }})t",
    R"t({{ dict(**d) }})t",
    R"t({{ namespace(**d) }})t",
    R"t({{ '\u00df'.upper() }})t",
    R"t({{ '\u00e9'|upper }})t",
    R"t({{ emoji|lower }})t",
    R"t({{ 'ÀB'|lower }})t",
    R"t({{ ['é', 'a']|sort }})t",
    R"t({{ '\u00e9'.isupper() }})t",
    R"t({% macro m() %}x{% endmacro %}{{ m is defined }}{{ m|string|length > 0 }})t",
    R"t({% for x in xs recursive %}{{ x }}{% endfor %})t",
    R"t({% block x %}{% endblock %})t",
    R"t({% autoescape true %}{% endautoescape %})t",
    R"t({% set loop = 1 %})t",
    R"t({{ (s|safe) + '<' }})t",
    R"t({% set q = html|safe %}{{ q + '<' }})t",
};

}  // namespace

/// Hundreds of short templates; tests/data/text/expressions.jsonl says what jinja2 gives for each.
class ExpressionsTest : public QObject {
    Q_OBJECT

 private slots:
    void everyTemplateGivesWhatJinjaGives() {
        const auto context = fixtures::document("expression_context.json");
        const auto cases = fixtures::lines("expressions.jsonl");
        QVERIFY(cases.size() > 800);
        std::set<std::string> refused;
        int wrong = 0;
        for (const auto& entry : cases) {
            const auto source = entry["t"].get<std::string>();
            std::string text;
            const auto error =
                fixtures::errorOf([&] { text = ChatTemplate::parse(source, "t").render(context).text; });
            if (!entry.contains("r")) {
                const bool refusedOrFailed = error && (error->code == ErrorCode::TemplateFailed ||
                                                       error->code == ErrorCode::TemplateUnsupported);
                if (refusedOrFailed) continue;
                ++wrong;
                qWarning("%s: gives \"%s\" instead of %s", source.c_str(), text.c_str(),
                         entry["e"].dump().c_str());
            } else if (error) {
                refused.insert(source);
                if (kRefused.count(source) != 0) continue;
                ++wrong;
                qWarning("%s: %s instead of %s", source.c_str(), error->detail.c_str(),
                         entry["r"].dump().c_str());
            } else if (text != entry["r"].get<std::string>()) {
                ++wrong;
                qWarning("%s: gives %s instead of %s", source.c_str(), nlohmann::json(text).dump().c_str(),
                         entry["r"].dump().c_str());
            }
        }
        QCOMPARE(wrong, 0);
        QVERIFY(refused == kRefused);
    }
};

QTEST_GUILESS_MAIN(ExpressionsTest)
#include "expressions_test.moc"
