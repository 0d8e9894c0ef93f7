#include "app/upstream/reply_reader.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include "app/upstream/answer_place.h"
#include "app/upstream/fleet.h"
#include "app/upstream/model_list.h"
#include "app/upstream/picture_rule.h"
#include "app/upstream/upstream_error_text.h"
#include "tests/support/fake_generator.h"

namespace {

using engine::ErrorCode;

/// What a reader made of chunks.
struct Read {
    std::vector<engine::Event> events;
    std::optional<engine::Result<engine::Finished>> end;

    explicit Read(const std::vector<std::string>& chunks) {
        const engine::EventSink sink = [this](const engine::Event& event) { events.push_back(event); };
        app::ReplyReader reader(sink, "gpu1");
        for (const std::string& chunk : chunks) {
            if (!reader.take(chunk)) break;
        }
        end = reader.finish();
    }
    template <class T>
    std::vector<T> all() const {
        std::vector<T> found;
        for (const engine::Event& event : events) {
            if (const auto* one = std::get_if<T>(&event)) found.push_back(*one);
        }
        return found;
    }
    engine::Finished finished() const { return *end ? end->value() : engine::Finished{}; }
};

std::string delta(const std::string& inside, const std::string& reason = "null") {
    return R"({"choices":[{"index":0,"delta":{)" + inside + R"(},"finish_reason":)" + reason + "}]}";
}

/// A piece of a tool call.
std::string call(int index, const std::string& name, const std::string& arguments) {
    nlohmann::json function{{"arguments", arguments}};
    if (!name.empty()) function["name"] = name;
    return delta("\"tool_calls\":[{\"index\":" + std::to_string(index) + ",\"function\":" + function.dump() +
                 "}]");
}

engine::Request with(std::vector<engine::Part> parts) {
    engine::Request request;
    request.messages = {{engine::Role::User, std::move(parts)}};
    return request;
}

}  // namespace

class ReplyReaderTest final : public QObject {
    Q_OBJECT

 private slots:
    void toolCallsAreGatheredFromTheirPieces() {
        const Read read({delta(R"("role":"assistant","content":null)"), call(0, "weather", ""),
                         call(0, "", "{\"in\":"), call(0, "", "\"Bonn\"}"), call(1, "time", "{}"),
                         delta("", R"("stop")"), "[DONE]"});
        const auto calls = read.all<engine::ToolCall>();
        QCOMPARE(calls.size(), std::size_t{2});
        QCOMPARE(calls[0].name, "weather");
        QCOMPARE(calls[0].arguments, R"({"in":"Bonn"})");
        QCOMPARE(calls[1].name, "time");
        QVERIFY(read.finished().reason == engine::FinishReason::ToolCalls);
    }

    void brokenCallsAreNoAnswer() {
        const Read read({call(0, "weather", "{\"in\":"), delta("", R"("tool_calls")")});
        QVERIFY(!*read.end);
        QVERIFY(read.end->error().code == ErrorCode::UpstreamNonsense);
        QVERIFY(!*Read({call(99'999'999, "weather", "{}")}).end);
    }

    void thinkingAndChancesAreToldApart() {
        const Read read(
            {delta(R"("reasoning_content":"A router.")"), delta(R"("reasoning":" One light.")"),
             R"({"choices":[{"delta":{"content":"red"},"logprobs":{"content":[{"token":"red",)"
             R"("logprob":-0.25,"bytes":[114,101,100],"top_logprobs":[{"token":"green","logprob":-2.0}]}]}}]})",
             delta("", R"("stop")")});
        std::string thinking;
        for (const auto& text : read.all<engine::TextDelta>()) {
            if (text.channel == engine::Channel::Thinking) thinking += text.text;
        }
        QCOMPARE(thinking, "A router. One light.");
        const auto tokens = read.all<engine::TokenChoice>();
        QCOMPARE(tokens.size(), std::size_t{1});
        QCOMPARE(tokens[0].chosen.bytes, "red");
        QCOMPARE(tokens[0].chosen.logprob, -0.25);
        QCOMPARE(tokens[0].top[0].bytes, "green");
        // Without usage the pieces are counted.
        QCOMPARE(read.finished().stats.newTokens, 3);
        QCOMPARE(read.finished().stats.thinkingTokens, 2);
    }

    void strangeValuesDoNoHarm() {
        const Read read(
            {R"({"choices":[{"delta":{"content":7,"reasoning_content":[]},"logprobs":{"content":"x"}}],)"
             R"("usage":{"prompt_tokens":-4,"completion_tokens":"many"}})",
             delta(R"("content":"ok")", "5"), "[DONE]"});
        QVERIFY(*read.end);
        QCOMPARE(read.all<engine::TextDelta>().size(), std::size_t{1});
        QCOMPARE(read.finished().stats.promptTokens, 0);
    }

    void aServersWordsFitIntoASentence() {
        QCOMPARE(app::wordsOf(R"({"error":"full"})"), "full");
        QCOMPARE(app::wordsOf(R"({"detail":"Not\tFound"})"), "Not Found");
        QCOMPARE(app::wordsOf("<html>"), "");
        std::string longer = app::wordsOf(
            R"({"message":")" + std::string(99, 'x') +
            "红红红红红红红红红红红红红红红红红红红红红红红红红红红红红红红红红红红红红红红红" + R"("})");
        QVERIFY(longer.size() <= 203);
        QVERIFY(QString::fromStdString(longer).toStdString() == longer);
    }

    void listsOfModelsAreRead() {
        const auto vllm = app::servedModel(
            R"({"data":[{"id":"other"},{"id":"glm","owned_by":"vllm","max_model_len":65536}]})", "glm",
            "gpu1");
        QVERIFY(vllm);
        QCOMPARE(vllm.value(), (app::ServedModel{"glm", 65536, app::UpstreamDialect::Vllm}));
        const auto ours = app::servedModel(
            R"({"data":[{"id":"demo","loaded_model":"demo","context_tokens":2048}]})", "", "gpu1");
        QCOMPARE(ours.value(), (app::ServedModel{"demo", 2048, app::UpstreamDialect::GlanceDesk}));
        QVERIFY(app::servedModel(R"({"data":[]})", "glm", "gpu1").error().code ==
                ErrorCode::UpstreamModelMissing);
        QVERIFY(app::servedModel(R"({"data":7})", "glm", "gpu1").error().code == ErrorCode::UpstreamNonsense);
        QCOMPARE(app::namesIn(R"({"data":[{"id":"a"},{"no":1},{"id":"b"}]})"),
                 (std::vector<std::string>{"a", "b"}));
    }

    void theFleetPrefersWhatIsWellAndLeastBusy() {
        app::Fleet fleet({"http://a/v1", "http://b/v1", "http://c/v1"});
        fleet.noteProblem(0, {ErrorCode::UpstreamUnreachable, "a", "", {}});
        fleet.noteWell(2, std::nullopt);
        const auto first = fleet.choose({});
        QCOMPARE(*first, std::size_t{2});
        const app::Fleet::Place place(fleet, *first);
        QCOMPARE(*fleet.choose({2}), std::size_t{1});
        QCOMPARE(*fleet.choose({1, 2}), std::size_t{0});
        QVERIFY(!fleet.choose({0, 1, 2}));
        fleet.noteProblem(2, {ErrorCode::UpstreamBusy, "c", "", {7}});
        QVERIFY(fleet.restSeconds() >= 6 && fleet.restSeconds() <= 7);
        QVERIFY(!fleet.choose({0, 1}));
    }

    void picturesStayHereUnderTheRule() {
        const auto servers = std::make_shared<test::FakeGenerator>(
            std::vector<test::FakeGenerator::Step>{test::FakeGenerator::answer("there")}, "cluster");
        const auto here = std::make_shared<test::FakeGenerator>(
            std::vector<test::FakeGenerator::Step>{test::FakeGenerator::answer("here")}, "demo");
        const app::PictureRule rule(servers, here);
        std::string by;
        std::string said;
        const auto sink = [&](const engine::Event& event) {
            if (const auto* progress = std::get_if<engine::Progress>(&event)) by = progress->answeredBy;
            if (const auto* text = std::get_if<engine::TextDelta>(&event)) said += text->text;
        };
        QVERIFY(rule.generate(with({engine::TextPart{"Hi"}}), sink, {}));
        QCOMPARE(said, "there");
        auto picture = std::make_shared<engine::Image>();
        QVERIFY(rule.generate(with({engine::ImagePart{picture}, engine::TextPart{"What?"}}), sink, {}));
        QCOMPARE(said, "therehere");
        QCOMPARE(by, "demo @ this computer");
        QCOMPARE(servers->requests().size(), std::size_t{1});
        const auto place = app::answerPlace(QString::fromStdString(by));
        QVERIFY(place && place->isHere());
        QCOMPARE(place->model, "demo");
        QVERIFY(!app::answerPlace("GLM-4.6V-Flash"));
        QCOMPARE(app::answerPlace("zai @ org @ gpu1:8000")->host, "gpu1:8000");
        QVERIFY(!app::answerPlace("glm @ gpu1:8000")->isHere());
    }

    void everySentenceNamesTheServer() {
        for (int code = int(ErrorCode::UpstreamUnreachable); code <= int(ErrorCode::UpstreamNonsense);
             ++code) {
            const QString sentence =
                app::upstreamErrorText({static_cast<ErrorCode>(code), "gpu1:8000", "why", {42}});
            QVERIFY2(sentence.contains("gpu1:8000"), qPrintable(sentence));
            QVERIFY2(sentence.endsWith('.'), qPrintable(sentence));
        }
    }
};

QTEST_GUILESS_MAIN(ReplyReaderTest)
#include "reply_reader_test.moc"
