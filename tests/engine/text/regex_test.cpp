#include "engine/text/regex.h"

#include <stdexcept>

#include <QtTest>

#include "engine/text/utf8.h"
#include "tests/engine/text/fixtures.h"

using engine::Regex;
using engine::Span;

class RegexTest : public QObject {
    Q_OBJECT

 private slots:
    /// Over all of Unicode: what Oniguruma says, which the `tokenizers` package uses.
    void classesTakeTheSameCharactersAsOniguruma() {
        const auto classes = fixtures::document("character_classes.json");
        for (const auto& [name, ranges] : classes.items()) {
            for (const std::string& pattern : {name, "[" + name + "]"}) {
                const Regex regex(pattern);
                Regex::Search search(regex);
                std::vector<bool> expected(0x110000);
                for (const auto& range : ranges)
                    std::fill(expected.begin() + range[0].get<int>(),
                              expected.begin() + range[1].get<int>() + 1, true);
                for (char32_t c = 0; c < 0x110000; ++c) {
                    if (c >= 0xD800 && c < 0xE000) continue;
                    std::string text;
                    engine::utf8::append(text, c);
                    QVERIFY2(search.next(text, 0).has_value() == expected[c],
                             qPrintable(QString::fromStdString(pattern) + QString::number(c, 16)));
                }
            }
        }
    }

    void negatedClassesTakeTheRest() {
        const Regex notSpace(R"(\S+)");
        QCOMPARE(*Regex::Search(notSpace).next("  a\u180E\u3000", 0), (Span{2, 6}));
        const Regex notLetter(R"(\P{L}+)");
        QCOMPARE(*Regex::Search(notLetter).next("a12\U00031350", 0), (Span{1, 3}));
    }

    void caseFoldingReachesTheLongS() {
        const Regex regex("(?i:'s)");
        QVERIFY(Regex::Search(regex).next("'S", 0));
        QVERIFY(Regex::Search(regex).next("'\u017F", 0));
        QVERIFY(!Regex::Search(regex).next("'x", 0));
    }

    void whatMeansSomethingElseInPcreIsRefusedByName() {
        for (const char* pattern :
             {R"(\h+)", R"(\Ka)", R"(\w+)", "a{,3}", "a{1,3}+", "(*UCP)a", "a(?i)b", "[a&&b]", "[[:alpha:]]",
              R"([\P{L}])", R"(\1)", "(", "[", "\\", R"(\p{Nonsense})", R"(\pL)"}) {
            QVERIFY_EXCEPTION_THROWN(Regex{pattern}, std::invalid_argument);
        }
    }

    void anEmptyMatchIsRefused() {
        for (const char* pattern : {"a*", "", "(?=a)", "a|"})
            QVERIFY_EXCEPTION_THROWN(Regex{pattern}, std::invalid_argument);
    }

    void aRunawayExpressionEndsWithAnError() {
        const Regex regex("(a+)+b");
        const std::string text = std::string(200, 'a') + "xb";
        QVERIFY_EXCEPTION_THROWN(Regex::Search(regex).next(text, 0), std::runtime_error);
    }

    void lineAnchorsHoldAtEveryLine() {
        const Regex regex("^b$");
        QCOMPARE(*Regex::Search(regex).next("a\nb\nc", 0), (Span{2, 3}));
    }
};

QTEST_GUILESS_MAIN(RegexTest)
#include "regex_test.moc"
