#include "app/server/api/completion_renderer.h"

#include <QtTest>

#include "tests/app/server/api/rendered.h"

using namespace app::server;
using namespace test;

class CompletionRendererTest final : public QObject {
    Q_OBJECT

 private slots:
    void aWholeAnswerIsItsText() {
        Answer answer = answerOf();
        for (const auto& event : {thought("not shown"), word("a "), word("b")})
            answer.take(0, event);
        answer.choices[0].finished = finishedBy(engine::FinishReason::Length);
        const Json json = CompletionRenderer(callOf()).whole(answer);
        QCOMPARE(json["object"], "text_completion");
        QCOMPARE(json["choices"][0]["text"], "a b");
        QCOMPARE(json["choices"][0]["finish_reason"], "length");
        QVERIFY(json["choices"][0]["logprobs"].is_null());
        QCOMPARE(json["usage"]["total_tokens"], 13);
    }

    void aStreamIsTheTextInPieces() {
        CompletionRenderer renderer(callOf(1, false, true));
        Answer answer = answerOf();
        const auto events =
            sentEvents(streamOf(renderer, answer, {thought("no"), word("a "), word(""), word("b")},
                                finishedBy(engine::FinishReason::Stop)));
        QCOMPARE(events.back().data, "[DONE]");
        QCOMPARE(events.size(), std::size_t{5});
        QCOMPARE(events[0].json()["choices"][0]["text"], "a ");
        QVERIFY(events[0].json()["usage"].is_null());
        QVERIFY(events[0].json()["choices"][0]["finish_reason"].is_null());
        QCOMPARE(events[1].json()["choices"][0]["text"], "b");
        QCOMPARE(events[2].json()["choices"][0]["text"], "");
        QCOMPARE(events[2].json()["choices"][0]["finish_reason"], "stop");
        QCOMPARE(events[3].json()["usage"]["completion_tokens"], 3);
    }

    void logprobsAreListsSideBySide() {
        CompletionRenderer renderer(callOf(1, true));
        Answer answer = answerOf();
        const auto events = sentEvents(
            streamOf(renderer, answer, {token("ab", -0.5), word("ab"), token("红", -1e300), word("红")},
                     finishedBy(engine::FinishReason::Stop)));
        const Json second = events[1].json()["choices"][0]["logprobs"];
        QCOMPARE(second["tokens"], Json::array({"红"}));
        QCOMPARE(second["token_logprobs"], Json::array({-9999.0}));
        QCOMPARE(second["text_offset"], Json::array({2}));  // bytes of the answer before it
        QCOMPARE(second["top_logprobs"][0]["other"], -2.0);
        QVERIFY(events[2].json()["choices"][0]["logprobs"].is_null());  // all was told
        const Json whole = renderer.whole(answer)["choices"][0]["logprobs"];
        QCOMPARE(whole["tokens"].size(), std::size_t{2});
        QCOMPARE(whole["text_offset"], Json::array({0, 2}));
    }
};

QTEST_GUILESS_MAIN(CompletionRendererTest)
#include "completion_renderer_test.moc"
