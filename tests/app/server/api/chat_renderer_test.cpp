#include "app/server/api/chat_renderer.h"

#include <QtTest>

#include "tests/app/server/api/rendered.h"

using namespace app::server;
using namespace test;

class ChatRendererTest final : public QObject {
    Q_OBJECT

 private slots:
    void aWholeAnswerHasTextThinkingAndUsage() {
        Answer answer = answerOf();
        for (const auto& event : {thought("Hm."), word("It is "), word("红色。")})
            answer.take(0, event);
        answer.choices[0].finished = finishedBy(engine::FinishReason::Stop);
        const Json json = ChatRenderer(callOf()).whole(answer);
        QCOMPARE(json["object"], "chat.completion");
        QCOMPARE(json["id"], "id-1");
        QCOMPARE(json["created"], 1'800'000'000);
        QCOMPARE(json["model"], "demo");
        const Json& choice = json["choices"][0];
        QCOMPARE(choice["message"]["content"], "It is 红色。");
        QCOMPARE(choice["message"]["reasoning_content"], "Hm.");
        QVERIFY(choice["message"]["refusal"].is_null());
        QVERIFY(choice["logprobs"].is_null());
        QVERIFY(!choice["message"].contains("tool_calls"));
        QCOMPARE(json["usage"]["prompt_tokens"], 10);
        QCOMPARE(json["usage"]["completion_tokens"], 3);
        QCOMPARE(json["usage"]["total_tokens"], 13);
        QCOMPARE(json["usage"]["prompt_tokens_details"]["image_tokens"], 4);
        QCOMPARE(json["usage"]["prompt_tokens_details"]["cached_tokens"], 2);
        QCOMPARE(json["usage"]["completion_tokens_details"]["reasoning_tokens"], 1);
    }

    void endsHaveOpenAisWords_data() {
        QTest::addColumn<int>("reason");
        QTest::addColumn<QString>("word");
        using engine::FinishReason;
        const auto row = [](FinishReason reason, const char* text) {
            QTest::addRow("%s %d", text, static_cast<int>(reason)) << static_cast<int>(reason) << text;
        };
        row(FinishReason::Stop, "stop");
        row(FinishReason::Length, "length");
        row(FinishReason::Repetition, "length");
        row(FinishReason::ToolCalls, "tool_calls");
    }
    void endsHaveOpenAisWords() {
        QFETCH(int, reason);
        QFETCH(QString, word);
        Answer answer = answerOf();
        answer.choices[0].finished = finishedBy(static_cast<engine::FinishReason>(reason));
        QCOMPARE(ChatRenderer(callOf()).whole(answer)["choices"][0]["finish_reason"], word.toStdString());
    }

    void aCallWithoutTextHasNullContent() {
        Answer answer = answerOf();
        answer.take(0, engine::ToolCall{"look", R"({"at":"lamp"})"});
        answer.take(0, engine::ToolCall{"look", "{}"});
        answer.choices[0].finished = finishedBy(engine::FinishReason::ToolCalls);
        const Json message = ChatRenderer(callOf()).whole(answer)["choices"][0]["message"];
        QVERIFY(message["content"].is_null());
        QCOMPARE(message["tool_calls"].size(), std::size_t{2});
        QCOMPARE(message["tool_calls"][0]["function"]["name"], "look");
        QCOMPARE(message["tool_calls"][0]["function"]["arguments"], R"({"at":"lamp"})");
        QVERIFY(message["tool_calls"][0]["id"] != message["tool_calls"][1]["id"]);
    }

    void aStreamIsTheAnswerInPieces() {
        ChatRenderer renderer(callOf());
        Answer answer = answerOf();
        const auto events =
            sentEvents(streamOf(renderer, answer, {thought("Hm."), word("\"Red\"\n"), word(""), word("红")},
                                finishedBy(engine::FinishReason::Length)));
        QCOMPARE(events.back().data, "[DONE]");
        std::string text;
        std::string thinking;
        for (std::size_t i = 0; i + 1 < events.size(); ++i) {
            QCOMPARE(events[i].name, "");
            const Json json = events[i].json();
            QCOMPARE(json["object"], "chat.completion.chunk");
            QCOMPARE(json["id"], "id-1");
            QCOMPARE(json["created"], 1'800'000'000);
            QCOMPARE(json["model"], "demo");
            QVERIFY(!json.contains("usage"));
            QCOMPARE(json["choices"].size(), std::size_t{1});
            const Json& choice = json["choices"][0];
            QCOMPARE(choice["index"], 0);
            QVERIFY(choice["logprobs"].is_null());
            text += choice["delta"].value("content", "");
            thinking += choice["delta"].value("reasoning_content", "");
            const bool isLast = i + 2 == events.size();
            QCOMPARE(choice["finish_reason"], isLast ? Json("length") : Json());
        }
        QCOMPARE(events.front().json()["choices"][0]["delta"]["role"], "assistant");
        QCOMPARE(text, "\"Red\"\n红");
        QCOMPARE(thinking, "Hm.");
        QCOMPARE(events.size(), std::size_t{6});  // an empty word is none
    }

    void usageComesLastWhereItIsAskedFor() {
        ChatRenderer renderer(callOf(1, false, true));
        Answer answer = answerOf();
        const auto events =
            sentEvents(streamOf(renderer, answer, {word("a")}, finishedBy(engine::FinishReason::Stop)));
        for (std::size_t i = 0; i + 2 < events.size(); ++i)
            QVERIFY(events[i].json().at("usage").is_null());
        const Json last = events[events.size() - 2].json();
        QVERIFY(last["choices"].empty());
        QCOMPARE(last["usage"]["total_tokens"], 13);
    }

    void eachTokensLogprobIsToldOnce() {
        ChatRenderer renderer(callOf(1, true));
        Answer answer = answerOf();
        // The last token has no text: a stop mark, for one.
        const auto events = sentEvents(streamOf(renderer, answer,
                                                {token("\xE7\xBA", -0.5), token("\xA2", -1e300), word("红"),
                                                 token("b", -0.25), word("b"), token("", -0.1)},
                                                finishedBy(engine::FinishReason::Stop)));
        std::vector<double> told;
        for (std::size_t i = 0; i + 1 < events.size(); ++i) {
            const Json logprobs = events[i].json()["choices"][0]["logprobs"];
            if (logprobs.is_null()) continue;
            for (const Json& one : logprobs["content"]) {
                told.push_back(one["logprob"]);
                QCOMPARE(one["top_logprobs"].size(), std::size_t{2});
            }
        }
        QCOMPARE(told, (std::vector<double>{-0.5, -9999, -0.25, -0.1}));
        // Half a character is told by its bytes.
        const Json whole = renderer.whole(answer)["choices"][0]["logprobs"]["content"];
        QCOMPARE(whole[0]["bytes"], (Json{0xE7, 0xBA}));
        QCOMPARE(whole.size(), std::size_t{4});
    }

    void choicesKeepTheirNumbers() {
        ChatRenderer renderer(callOf(2));
        Answer answer = answerOf(2);
        QCOMPARE(sentEvents(renderer.begin(answer)).size(), std::size_t{2});
        answer.take(1, word("second"));
        QCOMPARE(sentEvents(renderer.events(answer, 1, {word("second")}))[0].json()["choices"][0]["index"],
                 1);
        const engine::ToolCall call{"look", "{}"};
        for (int i = 0; i < 2; ++i) {
            const Json delta =
                sentEvents(renderer.events(answer, 0, {call}))[0].json()["choices"][0]["delta"];
            QCOMPARE(delta["tool_calls"][0]["index"], i);
        }
        answer.choices[0].finished = finishedBy(engine::FinishReason::Stop, 3);
        answer.choices[1].finished = finishedBy(engine::FinishReason::Length, 5);
        const Json whole = renderer.whole(answer);
        QCOMPARE(whole["choices"][1]["index"], 1);
        QCOMPARE(whole["choices"][1]["finish_reason"], "length");
        // The prompt was read once, whatever was written.
        QCOMPARE(whole["usage"]["prompt_tokens"], 10);
        QCOMPARE(whole["usage"]["completion_tokens"], 8);
    }

    void bytesThatAreNoTextBreakNothing() {
        ChatRenderer renderer(callOf());
        Answer answer = answerOf();
        answer.take(0, word("a\xFF\x00z"));
        const auto events = sentEvents(renderer.events(answer, 0, {word("a\xFF\x01z\u2028")}));
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].json()["choices"][0]["delta"]["content"], "a\uFFFD\x01z\u2028");
    }
};

QTEST_GUILESS_MAIN(ChatRendererTest)
#include "chat_renderer_test.moc"
