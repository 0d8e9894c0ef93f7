#include "engine/sampling/repetition.h"

#include <random>
#include <string>

#include <QtTest>

#include "engine/text/tokenizer.h"
#include "tests/engine/text/fixtures.h"

using engine::AddedTokens;
using engine::RepetitionDetector;
using engine::Tokenizer;

namespace {

std::string times(const std::string& text, int count) {
    std::string out;
    for (int at = 0; at < count; ++at)
        out += text;
    return out;
}

/// After how many tokens it speaks up; 0: never.
int endOf(const std::vector<int>& ids) {
    RepetitionDetector detector;
    int count = 0;
    for (const int id : ids) {
        ++count;
        if (detector.add(id)) return count;
    }
    return 0;
}

}  // namespace

class RepetitionTest : public QObject {
    Q_OBJECT

    const Tokenizer m_tokenizer = Tokenizer::load(fixtures::path("tokenizer.json"));

    std::vector<int> ids(const std::string& text) const {
        return m_tokenizer.encode(text, AddedTokens::Plain);
    }

 private slots:
    void endlessSentencesAreNoticed() {
        const std::string sentence = "The red light means that the router has no connection, so restart it. ";
        const std::string chinese = "红灯常亮表示设备有故障，请检查电源，再重启路由器。";
        for (const std::string& text : {sentence, chinese, sentence + chinese}) {
            const auto once = static_cast<int>(ids(text).size());
            const int end = endOf(ids("Let me think. " + times(text, 200)));
            QVERIFY(end > 0);
            QVERIFY2(end < 30 * once + 600, std::to_string(end).c_str());
        }
    }

    void endlessTokensAndWordsAreNoticed() {
        QVERIFY(endOf(std::vector<int>(2000, 5)) > 0);
        QVERIFY(endOf(ids(times("and ", 3000))) > 0);
        QVERIFY(endOf(ids(times("\n", 30'000))) > 0);
    }

    void everyPeriodUpToTheLongestIsNoticed() {
        for (const int period : {1, 2, 7, 8, 23, 24, 63, 64, 300, 512}) {
            std::vector<int> loop;
            for (int at = 0; at < 60'000 && static_cast<int>(loop.size()) < period * 700; ++at)
                loop.push_back(100 + at % period);
            QVERIFY2(endOf(loop) > 0, std::to_string(period).c_str());
        }
        std::vector<int> longer;
        for (int at = 0; at < 20'000; ++at)
            longer.push_back(at % 513);
        QCOMPARE(endOf(longer), 0);
    }

    void honestTextIsLeftAlone_data() {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QString::fromStdString(text);
        };
        row("a ruler of dashes", times("-", 200) + "\n" + times("=", 200));
        row("dashes between paragraphs", times("Text of a paragraph.\n" + times("-", 80) + "\n", 5));
        std::string table = "| name | state | count |\n|---|---|---|\n";
        for (int at = 0; at < 60; ++at)
            table += "| port " + std::to_string(at) + " | down | 0 |\n";
        row("a table", table);
        row("a table of empty cells", times("| | | | | | |\n", 25));
        std::string code;
        for (int at = 0; at < 40; ++at)
            code += "    if (value == " + std::to_string(at * 7) + ") {\n        return 0;\n    }\n";
        row("code", "int f(int value) {\n" + code + "}\n");
        row("indentation", times("                                        }\n", 12));
        row("digits", times("3.1415926535 8979323846\n", 12) + times("0", 300));
        row("a matrix of zeros", times(times("0, ", 10) + "\n", 12));
        row("a list", times("- done\n", 60));
        row("bits", times("0101010101 ", 25));
        row("a refrain", times("la la la la la la la la\nand we sing it again, all night\n", 7));
        std::string json = "[";
        for (int at = 0; at < 50; ++at)
            json += R"({"id": )" + std::to_string(at) + R"(, "ok": true, "error": null}, )";
        row("json", json);
        std::string contents;
        for (int at = 1; at <= 30; ++at)
            contents += "Chapter " + std::to_string(at) + times(".", 60) + std::to_string(at * 13) + "\n";
        row("dots of a table of contents", contents);
    }
    void honestTextIsLeftAlone() {
        QFETCH(QString, text);
        QCOMPARE(endOf(ids(text.toStdString())), 0);
    }

    void randomTokensAreLeftAlone() {
        std::mt19937 generator(3);
        std::vector<int> noise(20'000);
        for (int& id : noise)
            id = static_cast<int>(generator() % 3);
        QCOMPARE(endOf(noise), 0);
    }
};

QTEST_GUILESS_MAIN(RepetitionTest)
#include "repetition_test.moc"
