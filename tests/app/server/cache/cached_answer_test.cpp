#include "app/server/cache/cached_answer.h"

#include <QtTest>

#include "tests/app/server/cache/answers.h"

using namespace app;
using namespace test;

class CachedAnswerTest final : public QObject {
    Q_OBJECT

 private slots:
    void comesBackAsItWas() {
        CachedAnswer answer = sampleAnswer();
        answer.events.insert(answer.events.begin(), engine::Progress{engine::Stage::Reading, 1, 2});
        answer.made = 1'800'000'000'123;
        const auto opened = openedAnswer(sealedAnswer(answer, keyOf("a"), "secret"), keyOf("a"), "secret");
        QVERIFY(opened);
        QCOMPARE(opened->events.size(), std::size_t{4});  // without progress
        QCOMPARE(opened->made, 1'800'000'000'123);
        const auto& thinking = std::get<engine::TextDelta>(opened->events[0]);
        QCOMPARE(thinking.channel, engine::Channel::Thinking);
        QCOMPARE(thinking.text, "Hm.");
        const auto& choice = std::get<engine::TokenChoice>(opened->events[1]);
        QCOMPARE(choice.chosen.bytes, "\xE7\xBA");  // half a character
        QCOMPARE(choice.top.at(1).id, 8);
        QCOMPARE(choice.top.at(1).logprob, -1.5);
        QCOMPARE(textOf(*opened), "纸张卡住了。");
        QCOMPARE(std::get<engine::ToolCall>(opened->events[3]).arguments, R"({"at":"lamp"})");
        QCOMPARE(opened->finished.reason, engine::FinishReason::ToolCalls);
        const engine::Stats& stats = opened->finished.stats;
        QCOMPARE(stats.promptTokens, 100);
        QCOMPARE(stats.imageTokens, 64);
        QCOMPARE(stats.cachedTokens, 3);
        QCOMPARE(stats.newTokens, 9);
        QCOMPARE(stats.thinkingTokens, 2);
        QCOMPARE(stats.totalSeconds, 1.5);
        QCOMPARE(stats.seed, 0xFFFFFFFFFFFFFFFFULL);
    }

    void anotherKeyOrSecretOpensNothing() {
        const std::string sealed = sealedAnswer(sampleAnswer(), keyOf("a"), "secret");
        QVERIFY(openedAnswer(sealed, keyOf("a"), "secret"));
        QVERIFY(!openedAnswer(sealed, keyOf("b"), "secret"));  // moved to another question
        QVERIFY(!openedAnswer(sealed, keyOf("a"), "other"));
    }

    void everyChangeIsSeen() {
        const std::string sealed = sealedAnswer(sampleAnswer(), keyOf("a"), "secret");
        for (std::size_t i = 0; i < sealed.size(); ++i) {
            std::string changed = sealed;
            changed[i] = static_cast<char>(changed[i] ^ 1);
            QVERIFY(!openedAnswer(changed, keyOf("a"), "secret"));
            QVERIFY(!openedAnswer(sealed.substr(0, i), keyOf("a"), "secret"));
        }
        QVERIFY(!openedAnswer(sealed + '\0', keyOf("a"), "secret"));
    }
};

QTEST_GUILESS_MAIN(CachedAnswerTest)
#include "cached_answer_test.moc"
