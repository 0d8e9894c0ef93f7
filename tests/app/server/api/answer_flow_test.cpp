#include "app/server/api/answer_flow.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <set>
#include <thread>

#include <QBuffer>
#include <QImage>
#include <QtTest>

#include "app/server/api/chat_call.h"
#include "app/server/api/chat_renderer.h"
#include "tests/app/server/cache/memory_cache.h"
#include "tests/support/fake_generator.h"

using namespace app;
using namespace app::server;
using test::FakeGenerator;
using test::MemoryCache;

namespace {

/// A client without a wire.
class FakeExchange final : public Exchange {
 public:
    Task<void> send(Reply whole) override {
        reply = std::move(whole);
        co_return;
    }
    Task<bool> beginStream(Headers given) override {
        reply.headers = std::move(given);
        begun.set_value();
        co_return takes;
    }
    Task<bool> write(std::string text) override {
        streamed += text;
        co_return takes;
    }
    Task<void> endStream() override {
        hasEnd = true;
        co_return;
    }
    void onGone(std::function<void()> callback) override { gone = std::move(callback); }

    std::string cacheUse() const {
        for (const auto& [name, value] : reply.headers) {
            if (name == "X-GlanceDesk-Cache") return value;
        }
        return "none";
    }
    std::string text() const { return Json::parse(reply.body)["choices"][0]["message"]["content"]; }

    Reply reply;
    std::string streamed;
    bool hasEnd = false;
    bool takes = true;
    std::promise<void> begun;
    std::function<void()> gone;
};

/// Everything that a flow works with, and a thread for the server's.
struct Scene {
    explicit Scene(std::vector<FakeGenerator::Step> script)
        : model(std::make_shared<FakeGenerator>(std::move(script))) {}
    ~Scene() {
        guard.reset();
        context.stop();
        thread.join();
    }

    std::future<void> begin(FakeExchange& exchange, const std::string& body) {
        exchange.head.path = "/v1/chat/completions";
        exchange.caller.id = caller;
        exchange.body = body;
        return asio::co_spawn(
            context,
            flow().run(
                exchange, [this](std::string_view text) { return readChatCall(text, options.limits); },
                [](const Call& call) { return std::make_unique<ChatRenderer>(call); }, "chatcmpl-"),
            asio::use_future);
    }
    /// The refusal's code; empty when it was answered.
    std::string ask(FakeExchange& exchange, const std::string& body) {
        auto done = begin(exchange, body);
        if (done.wait_for(std::chrono::seconds(30)) != std::future_status::ready) return "it hangs";
        try {
            done.get();
            return {};
        } catch (const ApiProblem& problem) {
            return problem.error().code;
        }
    }
    /// Made when everything else is set.
    AnswerFlow& flow() {
        if (!m_flow) {
            m_admission = std::make_unique<Admission>(options.limits.running + options.limits.queued);
            m_rates = std::make_unique<RateLimiter>(rateSettings);
            m_flow = std::make_unique<AnswerFlow>(
                Kitchen{options, source, scan, *m_rates, &cache, hands, looks, models, *m_admission});
        }
        return *m_flow;
    }
    int taken() const { return m_admission->taken(); }

    std::string caller = "local";
    ServerOptions options;
    RateSettings rateSettings;
    std::shared_ptr<FakeGenerator> model;
    std::string fingerprint = "one";
    ModelSource source{[this] { return model; }, [] { return 0.0; }, [this] { return fingerprint; }};
    const PictureScan scan{{1 << 20, 1'000'000}, nullptr};
    MemoryCache cache;
    asio::io_context context{1};  // outlives the rooms, which post to it
    asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};
    WorkRoom hands{1};
    WorkRoom looks{1};
    WorkRoom models{2};
    std::thread thread{[this] { context.run(); }};

 private:
    std::unique_ptr<Admission> m_admission;
    std::unique_ptr<RateLimiter> m_rates;
    std::unique_ptr<AnswerFlow> m_flow;
};

std::string question(const std::string& more = R"(,"temperature":0)",
                     const std::string& content = "\"hello\"") {
    return R"({"model":"fake","messages":[{"role":"user","content":)" + content + "}]" + more + "}";
}

/// A PNG whose header is right and whose pixels are damaged: only who decodes it finds out.
std::string picture(int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QBuffer::WriteOnly);
    image.save(&buffer, "PNG");
    png.replace(png.indexOf("IDAT") + 8, 8, QByteArray(8, '\xFF'));
    return R"([{"type":"image_url","image_url":{"url":"data:image/png;base64,)" +
           png.toBase64().toStdString() + R"("}}])";
}

}  // namespace

class AnswerFlowTest final : public QObject {
    Q_OBJECT

 private slots:
    void anAnswerIsSentAndNoted() {
        Scene scene({FakeGenerator::answer("It is "), FakeGenerator::answer("red.")});
        FakeExchange exchange;
        QCOMPARE(scene.ask(exchange, question()), std::string());
        QCOMPARE(exchange.reply.status, 200);
        QCOMPARE(exchange.text(), std::string("It is red."));
        QCOMPARE(exchange.cacheUse(), std::string("miss"));
        QCOMPARE(exchange.record.cache, std::string("miss"));
        QCOMPARE(exchange.record.outcome, std::string("stop"));
        QCOMPARE(exchange.record.model, std::string("fake"));
        QCOMPARE(exchange.record.promptTokens, 7);
        QCOMPARE(exchange.record.newTokens, 2);
        QVERIFY(exchange.record.firstTokenSeconds > 0);
        QVERIFY(exchange.record.queueSeconds > 0);
        QVERIFY(exchange.record.question.empty());
        QVERIFY(exchange.body.empty());
        QCOMPARE(scene.taken(), 0);
    }

    void whatCameBeforeIsFoundOnceAndThenKnown() {
        Scene scene({FakeGenerator::answer("red")});
        const std::vector<std::pair<std::string, int>> expected{
            {"miss", 2}, {"hit", 3}, {"hit", 3}, {"hit", 3}};
        for (const auto& [use, asked] : expected) {
            FakeExchange exchange;
            QCOMPARE(scene.ask(exchange, question()), std::string());
            QCOMPARE(exchange.text(), std::string("red"));
            QCOMPARE(exchange.record.cache, use);
            QCOMPARE(scene.cache.asked.load(), asked);
        }
        QCOMPARE(scene.model->requests().size(), std::size_t{1});
    }

    void aSecondCallIsLeftOutWhereOneIsAskedFor() {
        std::vector<FakeGenerator::Step> twoCalls(2);
        for (FakeGenerator::Step& step : twoCalls)
            step = engine::Event(engine::ToolCall{"look", "{}"});
        Scene scene(std::move(twoCalls));
        const std::string tools =
            R"(,"temperature":0,"tools":[{"type":"function","function":{"name":"look"}}],"parallel_tool_calls":)";
        // The kept answer has both: who asks for one gets one of it all the same.
        for (const bool isStream : {false, true}) {
            for (const auto& [parallel, calls] : {std::pair("true", 2), {"false", 1}, {"false", 1}}) {
                FakeExchange exchange;
                const std::string stream = isStream ? R"(,"stream":true)" : "";
                QCOMPARE(scene.ask(exchange, question(tools + parallel + stream)), std::string());
                const QString text = QString::fromStdString(exchange.reply.body + exchange.streamed);
                QCOMPARE(text.count("\"look\""), calls);
            }
        }
    }

    void anAnswerThatIsTooOldIsLookedForAgain() {
        Scene scene({FakeGenerator::answer("red")});
        scene.options.cacheLifetime = std::chrono::seconds(0);
        for (const int asked : {2, 3, 4, 5}) {
            FakeExchange exchange;
            QCOMPARE(scene.ask(exchange, question()), std::string());
            QCOMPARE(scene.cache.asked.load(), asked);  // the cache decides
        }
    }

    void anotherCallerAndAnotherCheckpointKnowNothingOfIt() {
        Scene scene({FakeGenerator::answer("red")});
        FakeExchange first;
        QCOMPARE(scene.ask(first, question()), std::string());
        scene.caller = "key:other:2";
        FakeExchange other;
        QCOMPARE(scene.ask(other, question()), std::string());
        QCOMPARE(other.record.cache, std::string("miss"));
        scene.model = std::make_shared<FakeGenerator>(
            std::vector<FakeGenerator::Step>{FakeGenerator::answer("blue")});  // of the same name
        scene.fingerprint = "two";
        FakeExchange anew;
        QCOMPARE(scene.ask(anew, question()), std::string());
        QCOMPARE(anew.text(), std::string("blue"));
        QCOMPARE(anew.record.cache, std::string("miss"));
    }

    void noStoreIsHeardAmongOthers_data() {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("use");
        const auto row = [](const char* header, const char* use) { QTest::newRow(header) << header << use; };
        row("no-store", "off");
        row("No-Store", "off");
        row("no-cache, no-store", "off");
        row("max-age=0 ,\tno-store , x", "off");
        row("no-cache", "miss");
        row("x-no-store", "miss");
        row("no-store=1", "miss");
        row("", "miss");
    }
    void noStoreIsHeardAmongOthers() {
        QFETCH(QString, header);
        QFETCH(QString, use);
        Scene scene({FakeGenerator::answer("red")});
        FakeExchange exchange;
        exchange.head.fields.insert("Cache-Control", "max-age=1");
        exchange.head.fields.insert("Cache-Control", header.toStdString());
        QCOMPARE(scene.ask(exchange, question()), std::string());
        QCOMPARE(QString::fromStdString(exchange.record.cache), use);
    }

    void aFullHouseLooksAtNoPicture() {
        Scene scene({FakeGenerator::Block{}});
        scene.options.limits.running = 1;
        scene.options.limits.queued = 0;
        FakeExchange first;
        auto done = scene.begin(first, question());
        QVERIFY(scene.model->waitUntilBlocked());
        QCOMPARE(scene.taken(), 1);
        FakeExchange second;
        QCOMPARE(scene.ask(second, question("", picture(2000, 2000))), std::string("queue_full"));
        scene.model->release();
        done.get();
        QCOMPARE(scene.taken(), 0);
        // Now it is looked at, and has too many pixels.
        FakeExchange third;
        QCOMPARE(scene.ask(third, question("", picture(2000, 2000))), std::string("invalid_image"));
        QCOMPARE(scene.taken(), 0);
    }

    void anAnswerThatIsKeptNeedsNoPlace() {
        Scene scene({FakeGenerator::answer("red"), FakeGenerator::Block{}});
        scene.options.limits.running = 1;
        scene.options.limits.queued = 0;
        FakeExchange first;
        auto computed = scene.begin(first, question());
        scene.model->release();
        computed.get();
        FakeExchange other;
        auto busy = scene.begin(other, question(R"(,"temperature":1)"));
        QVERIFY(scene.model->waitUntilBlocked(2));
        FakeExchange again;
        QCOMPARE(scene.ask(again, question()), std::string());
        QCOMPARE(again.record.cache, std::string("hit"));
        scene.model->release();
        busy.get();
    }

    void pixelsAreRefusedByTheirHeaders() {
        Scene scene({FakeGenerator::answer("red")});
        scene.rateSettings.perCaller.pixelsPerMinute = 100'000;
        for (const char* code : {"invalid_image", "rate_limit_exceeded"}) {
            FakeExchange exchange;
            QCOMPARE(scene.ask(exchange, question("", picture(300, 300))), std::string(code));
            QVERIFY(exchange.record.pictures.empty());
            QCOMPARE(scene.taken(), 0);
        }
        QVERIFY(scene.model->requests().empty());
    }

    void aClientThatGoesStopsTheModel_data() {
        QTest::addColumn<bool>("isStream");
        QTest::newRow("stream") << true;
        QTest::newRow("whole") << false;
    }
    void aClientThatGoesStopsTheModel() {
        QFETCH(bool, isStream);
        Scene scene({FakeGenerator::answer("red"), FakeGenerator::Block{}});
        FakeExchange exchange;
        auto done = scene.begin(exchange, question(isStream ? R"(,"stream":true)" : ""));
        QVERIFY(scene.model->waitUntilBlocked());
        if (isStream) exchange.begun.get_future().wait();
        asio::post(scene.context, [&] { exchange.gone(); });
        QVERIFY(done.wait_for(std::chrono::seconds(30)) == std::future_status::ready);
        QCOMPARE(scene.model->stopsSeen(), 1);
        QCOMPARE(scene.taken(), 0);
        QVERIFY(exchange.streamed.find("[DONE]") == std::string::npos);
    }

    void aClientThatTakesNothingStopsTheModel() {
        Scene scene({FakeGenerator::answer("red"), FakeGenerator::Block{}});
        FakeExchange exchange;
        exchange.takes = false;
        QCOMPARE(scene.ask(exchange, question(R"(,"stream":true)")), std::string());
        QCOMPARE(scene.model->stopsSeen(), 1);
        QVERIFY(!exchange.hasEnd);
        QCOMPARE(scene.taken(), 0);
    }

    void aStreamThatWaitsIsPinged() {
        Scene scene({FakeGenerator::Block{}, FakeGenerator::answer("red")});
        scene.options.timeouts.ping = std::chrono::milliseconds(20);
        FakeExchange exchange;
        auto done = scene.begin(exchange, question(R"(,"stream":true)"));
        exchange.begun.get_future().wait();  // by the ping: the model has said nothing
        scene.model->release();
        done.get();
        QVERIFY(exchange.streamed.find("\n\n: waiting\n\n") != std::string::npos);
        QVERIFY(exchange.streamed.ends_with("data: [DONE]\n\n"));
        QVERIFY(exchange.hasEnd);
    }

    void anErrorBeforeTheFirstWordHasItsStatusAndLaterOneIsAnEvent() {
        Scene early({});
        early.model->error = engine::Error{engine::ErrorCode::OutOfMemory, {}, "inside", {}};
        FakeExchange first;
        QCOMPARE(early.ask(first, question(R"(,"stream":true)")), std::string("out_of_memory"));
        QVERIFY(first.streamed.empty());
        QCOMPARE(first.record.outcome, std::string("failed: out_of_memory"));
        QCOMPARE(early.taken(), 0);

        Scene late({FakeGenerator::answer("re"), FakeGenerator::Block{}});
        late.model->error = engine::Error{engine::ErrorCode::BadNumbers, "/secret", "inside", {}};
        FakeExchange second;
        auto done = late.begin(second, question(R"(,"stream":true)"));
        second.begun.get_future().wait();
        late.model->release();
        done.get();
        QVERIFY(second.streamed.find("internal_error") != std::string::npos);
        QVERIFY(second.streamed.find("[DONE]") == std::string::npos);
        QVERIFY(second.streamed.find("inside") == std::string::npos);
        QVERIFY(second.hasEnd);
    }

    void textsAreNotedOnlyWhereTheOperatorSaysSo() {
        Scene scene({FakeGenerator::answer("red")});
        scene.options.auditText = true;
        for (int time = 0; time < 2; ++time) {
            FakeExchange exchange;
            QCOMPARE(scene.ask(exchange, question()), std::string());
            QCOMPARE(exchange.record.question, std::string("hello\n"));
            QCOMPARE(exchange.record.answer, std::string("red"));
        }
    }

    void choicesAreCountedAndSeededApart() {
        Scene scene({FakeGenerator::answer("red")});
        scene.options.limits.running = 2;
        scene.options.limits.queued = 0;
        FakeExchange exchange;
        QCOMPARE(scene.ask(exchange, question(R"(,"n":2,"seed":5)")), std::string());
        std::set<std::uint64_t> seeds;
        for (const auto& request : scene.model->requests())
            seeds.insert(*request.sampling.seed);
        QCOMPARE(seeds, (std::set<std::uint64_t>{5, 6}));
        FakeExchange many;
        QCOMPARE(scene.ask(many, question(R"(,"n":3)")), std::string("queue_full"));
    }
};

QTEST_GUILESS_MAIN(AnswerFlowTest)
#include "answer_flow_test.moc"
