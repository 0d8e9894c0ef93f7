#include "app/upstream/upstream_generator.h"

#include <thread>

#include <QtTest>
#include <nlohmann/json.hpp>

#include "tests/app/upstream/upstream_bench.h"

namespace {

using app::UpstreamGenerator;
using app::UpstreamOptions;
using engine::ErrorCode;
using std::chrono::milliseconds;
using namespace test;

/// The error of one question to one server that does this.
engine::Error errorOf(const ScriptedServer::Script& script, UpstreamOptions options = optionsFor({})) {
    ScriptedServer server(script);
    options.addresses = {server.address()};
    Heard heard;
    const auto result = connected(options)->generate(question(), heard.sink(), {});
    return result ? engine::Error{ErrorCode::Internal, {}, "it answered", {}} : result.error();
}

}  // namespace

class UpstreamGeneratorTest final : public QObject {
    Q_OBJECT

 private slots:
    void streamsAnAnswerWithItsCounts() {
        ScriptedServer server(answers);
        const auto model = connected(optionsFor({server.address()}));
        QVERIFY(model);
        QCOMPARE(model->info().name, "glm");
        QCOMPARE(model->info().contextTokens, 8192);
        Heard heard;
        const auto result = model->generate(question(), heard.sink(), {});
        QVERIFY(result);
        QCOMPARE(heard.answer, "The light is red");
        QCOMPARE(heard.by, "glm @ " + server.host());
        QVERIFY(result.value().reason == engine::FinishReason::Stop);
        QCOMPARE(result.value().stats.promptTokens, 20);
        QCOMPARE(result.value().stats.newTokens, 3);
        QCOMPARE(result.value().stats.cachedTokens, 4);
        QVERIFY(result.value().stats.totalSeconds >= result.value().stats.firstTokenSeconds);
        const auto asked = server.asked(chat);
        QCOMPARE(asked.size(), std::size_t{1});
        QVERIFY(asked[0].headers.find("authorization: bearer sk-test") != std::string::npos);
        QCOMPARE(nlohmann::json::parse(asked[0].body)["stream"], true);
    }

    void takesTheFirstModelOfTheListWhenNoneIsNamed() {
        ScriptedServer server(answers);
        UpstreamOptions options = optionsFor({server.address()});
        options.model.clear();
        const auto model = connected(options);
        QCOMPARE(model->info().name, "glm");
        Heard heard;
        QVERIFY(model->generate(question(), heard.sink(), {}));
        QCOMPARE(nlohmann::json::parse(server.asked(chat)[0].body)["model"], "glm");
    }

    void connectingNamesWhatIsWrong_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("models");
        QTest::addColumn<int>("code");
        QTest::newRow("key") << 401 << R"({"error":{"message":"bad key"}})"
                             << int(ErrorCode::UpstreamKeyRefused);
        QTest::newRow("model") << 200 << R"({"data":[{"id":"llama"}]})"
                               << int(ErrorCode::UpstreamModelMissing);
        QTest::newRow("page") << 200 << "<html>Welcome</html>" << int(ErrorCode::UpstreamNonsense);
        QTest::newRow("path") << 404 << "not found" << int(ErrorCode::UpstreamNonsense);
    }

    void connectingNamesWhatIsWrong() {
        QFETCH(int, status);
        QFETCH(QString, models);
        QFETCH(int, code);
        ScriptedServer server;
        server.setModels(status, models.toStdString());
        const auto result = UpstreamGenerator::connect(optionsFor({server.address()}));
        QVERIFY(!result);
        QCOMPARE(int(result.error().code), code);
        QCOMPARE(result.error().where, server.host());
    }

    void aServerThatIsAwayMayComeLater() {
        const std::string away = test::deadAddress();
        const auto model = connected(optionsFor({away}));
        QVERIFY(model);
        Heard heard;
        const auto result = model->generate(question(), heard.sink(), {});
        QVERIFY(!result);
        QVERIFY(result.error().code == ErrorCode::UpstreamUnreachable);
        UpstreamOptions nameless = optionsFor({away});
        nameless.model.clear();
        QVERIFY(!UpstreamGenerator::connect(nameless));
    }

    void eachFailureIsToldForWhatItIs() {
        const auto says = [](int status, const char* body, const char* headers = "") {
            return [=](const Asked&, Wire& wire) { wire.reply(status, body, headers); };
        };
        QVERIFY(errorOf(says(401, "{}")).code == ErrorCode::UpstreamKeyRefused);
        QVERIFY(errorOf(says(404, R"({"error":{"message":"The model `glm` does not exist."}})")).code ==
                ErrorCode::UpstreamModelMissing);
        QVERIFY(errorOf(says(404, "nothing here")).code == ErrorCode::UpstreamNonsense);
        QVERIFY(errorOf(says(302, "", "Location: http://127.0.0.1:1/\r\n")).code ==
                ErrorCode::UpstreamNonsense);
        QVERIFY(errorOf(says(200, "[1, 2]")).code == ErrorCode::UpstreamNonsense);
        const auto busy = errorOf(says(429, "{}", "Retry-After: 7\r\n"));
        QVERIFY(busy.code == ErrorCode::UpstreamBusy);
        QCOMPARE(busy.numbers, std::vector<std::int64_t>{7});
        const auto failed = errorOf(says(500, R"({"error":{"message":"CUDA out of\nmemory"}})"));
        QVERIFY(failed.code == ErrorCode::UpstreamFailed);
        QCOMPARE(failed.detail, "CUDA out of memory");
        const auto refused = errorOf(says(400, R"({"object":"error","message":"no pictures here"})"));
        QVERIFY(refused.code == ErrorCode::UpstreamRefused);
        QCOMPARE(refused.detail, "no pictures here");
        const auto longer = errorOf(says(
            400, R"({"message":"The maximum context length is 8192 tokens. However, you requested 9001."})"));
        QVERIFY(longer.code == ErrorCode::PromptTooLong);
        QCOMPARE(longer.numbers, (std::vector<std::int64_t>{9001, 8192}));
    }

    void aStreamThatIsCutEndsWithItsOwnError() {
        const auto cut = errorOf([](const Asked&, Wire& wire) {
            wire.beginStream();
            wire.text("The light");
        });
        QVERIFY(cut.code == ErrorCode::UpstreamCut);
        const auto chunked = errorOf([](const Asked&, Wire& wire) {
            wire.write(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            const std::string event = "data: {\"choices\":[{\"delta\":{\"content\":\"The\"}}]}\n\n";
            char size[16];
            std::snprintf(size, sizeof size, "%zx\r\n", event.size());
            wire.write(size + event + "\r\n");
        });
        QVERIFY(chunked.code == ErrorCode::UpstreamCut);
        const auto before = errorOf([](const Asked&, Wire& wire) { wire.beginStream(); });
        QVERIFY(before.code == ErrorCode::UpstreamFailed);
        const auto atOnce = errorOf([](const Asked&, Wire&) {});
        QVERIFY(atOnce.code == ErrorCode::UpstreamUnreachable);
    }

    void silenceHasALimit() {
        UpstreamOptions quick = optionsFor({});
        quick.firstByte = quick.pause = milliseconds(1'000);
        const auto hold = [](const Asked&, Wire& wire) { wire.waitForClose(); };
        const auto first = errorOf(hold, quick);
        QVERIFY(first.code == ErrorCode::UpstreamSilent);
        QCOMPARE(first.numbers, std::vector<std::int64_t>{1});
        const auto later = errorOf(
            [](const Asked&, Wire& wire) {
                wire.beginStream();
                wire.text("The");
                wire.waitForClose();
            },
            quick);
        QVERIFY(later.code == ErrorCode::UpstreamSilent);
    }

    void aHeadIsNoWordYet() {
        // Some servers send it while the question still waits in their queue.
        ScriptedServer server([](const Asked&, Wire& wire) {
            wire.beginStream();
            static_cast<void>(wire.waitForClose(1'500));
            wire.text("The");
            wire.end();
        });
        UpstreamOptions options = optionsFor({server.address()});
        options.pause = milliseconds(500);
        Heard heard;
        QVERIFY(connected(options)->generate(question(), heard.sink(), {}));
        QCOMPARE(heard.answer, "The");
    }

    void nonsenseInAStreamIsRefused() {
        const auto streams = [](const std::string& bytes) {
            return [bytes](const Asked&, Wire& wire) {
                wire.beginStream();
                wire.write(bytes);
            };
        };
        QVERIFY(errorOf(streams("data: {\"choi\n\n")).code == ErrorCode::UpstreamNonsense);
        QVERIFY(errorOf(streams("data: {\"answer\": 42}\n\n")).code == ErrorCode::UpstreamNonsense);
        QVERIFY(errorOf(streams("data: {\"choices\": \"red\"}\n\n")).code == ErrorCode::UpstreamNonsense);
        QVERIFY(errorOf(streams("data: " + std::string(5 * 1024 * 1024, 'x'))).code ==
                ErrorCode::UpstreamNonsense);
        QVERIFY(errorOf([](const Asked&, Wire& wire) {
                    wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<br>");
                }).code == ErrorCode::UpstreamNonsense);
        const auto told =
            errorOf(streams("data: {\"error\":{\"message\":\"engine died\",\"code\":500}}\n\n"));
        QVERIFY(told.code == ErrorCode::UpstreamFailed);
        QCOMPARE(told.detail, "engine died");
    }

    void anAnswerInOnePieceIsAsGood() {
        ScriptedServer server([](const Asked&, Wire& wire) {
            wire.reply(200, R"({"choices":[{"message":{"role":"assistant","reasoning_content":"Hm.",)"
                            R"("content":"Green."},"finish_reason":"length"}],)"
                            R"("usage":{"prompt_tokens":5,"completion_tokens":2}})");
        });
        Heard heard;
        const auto result = connected(optionsFor({server.address()}))->generate(question(), heard.sink(), {});
        QVERIFY(result);
        QCOMPARE(heard.answer, "Green.");
        QCOMPARE(heard.thinking, "Hm.");
        QVERIFY(result.value().reason == engine::FinishReason::Length);
    }

    void aStopClosesTheConnection() {
        std::atomic<bool> isClosed = false;
        ScriptedServer server([&](const Asked&, Wire& wire) {
            wire.beginStream();
            wire.text("The");
            server.mark();
            isClosed = wire.waitForClose();
            server.mark();
        });
        const auto model = connected(optionsFor({server.address()}));
        std::stop_source stop;
        std::thread stops([&] {
            QVERIFY(server.waitForMarks());
            stop.request_stop();
        });
        Heard heard;
        const auto result = model->generate(question(), heard.sink(), stop.get_token());
        stops.join();
        QVERIFY(result && result.value().reason == engine::FinishReason::Cancelled);
        QVERIFY(server.waitForMarks(2));
        QVERIFY(isClosed);
    }

    void aStopBeforeTheCallAsksNobody() {
        ScriptedServer server(answers);
        const auto model = connected(optionsFor({server.address()}));
        std::stop_source stop;
        stop.request_stop();
        Heard heard;
        const auto result = model->generate(question(), heard.sink(), stop.get_token());
        QVERIFY(result && result.value().reason == engine::FinishReason::Cancelled);
        QVERIFY(server.asked(chat).empty());
    }

    void textsAreCountedByTheServer() {
        ScriptedServer server([](const Asked& asked, Wire& wire) {
            if (asked.is("POST /tokenize")) wire.reply(200, R"({"count":3,"tokens":[5,6,7]})");
        });
        const auto ids = connected(optionsFor({server.address()}))->tokenize("a red light");
        QVERIFY(ids);
        QCOMPARE(ids.value(), (std::vector<int>{5, 6, 7}));
        QCOMPARE(nlohmann::json::parse(server.asked("POST /tokenize")[0].body)["prompt"], "a red light");
    }

    void whatASinkThrowsComesOut() {
        ScriptedServer server(answers);
        const auto model = connected(optionsFor({server.address()}));
        const auto throwing = [](const engine::Event& event) {
            if (std::holds_alternative<engine::TextDelta>(event)) throw std::runtime_error("full");
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                                 static_cast<void>(model->generate(question(), throwing, {})));
    }
};

QTEST_GUILESS_MAIN(UpstreamGeneratorTest)
#include "upstream_generator_test.moc"
