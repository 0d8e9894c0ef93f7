#include "app/server/api/response_renderer.h"

#include <map>

#include <QtTest>

#include "tests/app/server/api/rendered.h"

using namespace app::server;
using namespace test;

namespace {

/// The events' types, in order.
std::vector<std::string> typesOf(const std::vector<SentEvent>& events) {
    std::vector<std::string> types;
    for (const SentEvent& event : events)
        types.push_back(event.name.starts_with("response.") ? event.name.substr(9) : event.name);
    return types;
}

}  // namespace

class ResponseRendererTest final : public QObject {
    Q_OBJECT

 private slots:
    void aWholeResponseHasItsItems() {
        Answer answer = answerOf();
        answer.take(0, thought("Hm."));
        answer.take(0, word("Red."));
        answer.take(0, engine::ToolCall{"look", "{}"});
        answer.choices[0].finished = finishedBy(engine::FinishReason::ToolCalls);
        const Json json = ResponseRenderer(callOf()).whole(answer);
        QCOMPARE(json["object"], "response");
        QCOMPARE(json["status"], "completed");
        QVERIFY(json["incomplete_details"].is_null());
        QCOMPARE(json["store"], false);
        QCOMPARE(json["output"].size(), std::size_t{3});
        QCOMPARE(json["output"][0]["type"], "reasoning");
        QCOMPARE(json["output"][0]["content"][0]["text"], "Hm.");
        QCOMPARE(json["output"][1]["content"][0]["text"], "Red.");
        QCOMPARE(json["output"][2]["type"], "function_call");
        QCOMPARE(json["output"][2]["arguments"], "{}");
        QCOMPARE(json["usage"]["input_tokens"], 10);
        QCOMPARE(json["usage"]["output_tokens_details"]["reasoning_tokens"], 1);
        QCOMPARE(json["usage"]["total_tokens"], 13);
    }

    void anAnswerThatWasCutIsIncomplete() {
        Answer answer = answerOf();
        ResponseRenderer renderer(callOf());
        const auto events =
            sentEvents(streamOf(renderer, answer, {word("Re")}, finishedBy(engine::FinishReason::Length)));
        QCOMPARE(events.back().name, "response.incomplete");
        const Json response = events.back().json()["response"];
        QCOMPARE(response["status"], "incomplete");
        QCOMPARE(response["incomplete_details"]["reason"], "max_output_tokens");
        QCOMPARE(response["output"][0]["status"], "incomplete");
    }

    void aStreamOpensAndClosesEachItem() {
        Answer answer = answerOf();
        ResponseRenderer renderer(callOf());
        const auto events = sentEvents(
            streamOf(renderer, answer,
                     {thought("H"), thought("m."), word("Red"), word("."), engine::ToolCall{"look", "{}"}},
                     finishedBy(engine::FinishReason::ToolCalls)));
        QCOMPARE(typesOf(events), (std::vector<std::string>{"created",
                                                            "in_progress",  //
                                                            "output_item.added",
                                                            "content_part.added",
                                                            "reasoning_text.delta",  //
                                                            "reasoning_text.delta",
                                                            "reasoning_text.done",
                                                            "content_part.done",  //
                                                            "output_item.done",   //
                                                            "output_item.added",
                                                            "content_part.added",
                                                            "output_text.delta",  //
                                                            "output_text.delta",
                                                            "output_text.done",
                                                            "content_part.done",  //
                                                            "output_item.done",   //
                                                            "output_item.added",
                                                            "function_call_arguments.delta",  //
                                                            "function_call_arguments.done",
                                                            "output_item.done",  //
                                                            "completed"}));
        std::map<int, std::string> ids;  // of the item with this index
        for (std::size_t i = 0; i < events.size(); ++i) {
            const Json json = events[i].json();
            QCOMPARE(json["type"], events[i].name);
            QCOMPARE(json["sequence_number"], i);
            if (!json.contains("output_index")) continue;
            const std::string id = json.contains("item_id") ? json["item_id"] : json["item"]["id"];
            const int index = json["output_index"];
            QCOMPARE(id, ids.try_emplace(index, id).first->second);
        }
        QCOMPARE(ids.size(), std::size_t{3});
        // What was streamed is what stands at the end.
        const Json output = events.back().json()["response"]["output"];
        for (int index = 0; index < 3; ++index)
            QCOMPARE(output[static_cast<std::size_t>(index)]["id"], ids[index]);
        QCOMPARE(output[1]["content"][0]["text"], "Red.");
    }

    void anEmptyAnswerIsAnEmptyMessage() {
        Answer answer = answerOf();
        ResponseRenderer renderer(callOf());
        const auto events =
            sentEvents(streamOf(renderer, answer, {}, finishedBy(engine::FinishReason::Stop, 0)));
        QCOMPARE(typesOf(events),
                 (std::vector<std::string>{"created", "in_progress", "output_item.added",
                                           "content_part.added", "output_text.done", "content_part.done",
                                           "output_item.done", "completed"}));
        QCOMPARE(events.back().json()["response"]["output"][0]["content"][0]["text"], "");
    }
};

QTEST_GUILESS_MAIN(ResponseRendererTest)
#include "response_renderer_test.moc"
