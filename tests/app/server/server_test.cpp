#include "app/server/server.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include "app/server/auth/api_keys.h"
#include "tests/app/server/port.h"

using test::FakeGenerator;
using test::Port;
using test::Wire;

namespace {

std::shared_ptr<FakeGenerator> saying(std::vector<std::string> words) {
    std::vector<FakeGenerator::Step> steps;
    for (const std::string& word : words)
        steps.push_back(FakeGenerator::answer(word));
    return std::make_shared<FakeGenerator>(std::move(steps));
}

std::shared_ptr<FakeGenerator> waiting() {
    return std::make_shared<FakeGenerator>(
        std::vector<FakeGenerator::Step>{FakeGenerator::answer("first"), FakeGenerator::Block{}});
}

/// Lines of a file that hold some text.
int linesOf(const QString& name, const QByteArray& text) {
    QFile file(name);
    if (!file.open(QFile::ReadOnly)) return 0;
    int count = 0;
    while (!file.atEnd())
        count += file.readLine().contains(text) ? 1 : 0;
    return count;
}

QByteArray redPng() {
    QImage image(40, 30, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QBuffer::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

const QByteArray streamed =
    R"({"model":"fake","stream":true,"messages":[{"role":"user","content":"hello"}]})";

}  // namespace

class ServerTest : public QObject {
    Q_OBJECT

 private slots:
    void answersWhole();
    void streamsEachWordAndEndsWithDone();
    void anErrorBeforeTheFirstWordHasItsOwnStatus();
    void anErrorWithinAStreamIsToldAndTheStreamHasNoDone();
    void anExceptionOfTheModelTellsNothingFromInside();
    void theModelSeesWhatWasSent();
    void anotherModelIsNotFound();
    void aQuestionWhoseBytesCameBeforeIsAnsweredFromTheCache();
    void theSameBytesOfAnotherCallerAreComputed();
    void saysHowFarTheModelHasLoaded();
    void whatIsNotInTheTableIsClosed();
    void aForeignHostIsRefusedFirst();
    void aForeignOriginIsRefusedAndAnAllowedOneIsNamed();
    void aForeignAddressNeedsKeys();
    void aBodyMustBeJsonAndSmallEnough();
    void aFullQueueIsToldAtOnce();
    void aClientThatLeavesStopsItsAnswer();
    void aConnectionServesSeveralRequests();
    void twoLengthsAreRefused();
    void tooManyConnectionsAreTold();
    void runningAnswersEndBeforeTheServerDoes();
    void everyChoiceIsAskedFor();
    void countsWhatItDid();
};

void ServerTest::answersWhole() {
    const Port port(saying({"It is ", "red."}));
    const auto got = port.chat();
    QCOMPARE(got.status, 200);
    const QJsonObject choice = got.json()["choices"].toArray()[0].toObject();
    QCOMPARE(choice["message"].toObject()["content"].toString(), "It is red.");
    QCOMPARE(choice["finish_reason"].toString(), "stop");
    QCOMPARE(got.json()["usage"].toObject()["total_tokens"].toInt(), 9);
    QVERIFY(!got.field("X-Request-Id").isEmpty());
}

void ServerTest::streamsEachWordAndEndsWithDone() {
    const Port port(saying({"It is ", "红色。"}));
    const auto got = port.ask("POST", "/v1/chat/completions", streamed);
    QCOMPARE(got.field("Content-Type"), "text/event-stream");
    QVERIFY(got.body.contains(R"("delta":{"content":"It is "})"));
    QVERIFY(got.body.contains("红色。"));
    QVERIFY(got.body.contains(R"("finish_reason":"stop")"));
    QVERIFY(got.body.contains("data: [DONE]\n\n"));
}

void ServerTest::anErrorBeforeTheFirstWordHasItsOwnStatus() {
    const auto model = std::make_shared<FakeGenerator>();
    model->error = engine::Error{engine::ErrorCode::PromptTooLong, {}, {}, {5000, 2048}};
    const Port port(model);
    const auto got = port.ask("POST", "/v1/chat/completions", streamed);
    QCOMPARE(got.status, 400);
    QCOMPARE(got.code(), "context_length_exceeded");
    QVERIFY(got.body.contains("5000"));
}

void ServerTest::anErrorWithinAStreamIsToldAndTheStreamHasNoDone() {
    const auto model = saying({"It is "});
    model->error = engine::Error{engine::ErrorCode::BadNumbers, "/secret/folder", "inside", {}};
    const Port port(model);
    const auto got = port.ask("POST", "/v1/chat/completions", streamed);
    // The word and the error may come together, before anything was written.
    QVERIFY(got.status == 200 || got.status == 500);
    QVERIFY(got.body.contains("internal_error"));
    QVERIFY(!got.body.contains("[DONE]"));
    QVERIFY(!got.body.contains("secret") && !got.body.contains("inside"));
}

void ServerTest::anExceptionOfTheModelTellsNothingFromInside() {
    const auto model = saying({"It is "});
    model->throwsAtEnd = true;
    const Port port(model);
    const auto got = port.chat();
    QCOMPARE(got.status, 500);
    QVERIFY(!got.body.contains("library"));
    QCOMPARE(port.ask("GET", "/health").status, 200);
}

void ServerTest::theModelSeesWhatWasSent() {
    const auto model = saying({"a"});
    const Port port(model);
    QCOMPARE(port.chat(R"(,"temperature":0.5,"top_k":3,"max_tokens":9,"stop":"END","seed":7)").status, 200);
    const engine::Request request = model->requests().front();
    QCOMPARE(test::textOf(request.messages.front()), std::string("hello"));
    QCOMPARE(*request.sampling.temperature, 0.5);
    QCOMPARE(*request.sampling.topK, 3);
    QCOMPARE(request.sampling.maxTokens, 9);
    QCOMPARE(request.sampling.stop, std::vector<std::string>{"END"});
    QCOMPARE(*request.sampling.seed, 7u);
    QVERIFY(request.priority == engine::Priority::Port);
}

void ServerTest::anotherModelIsNotFound() {
    const Port port(saying({"a"}));
    const auto got = port.ask("POST", "/v1/chat/completions",
                              R"({"model":"gpt-4","messages":[{"role":"user","content":"hello"}]})");
    QCOMPARE(got.status, 404);
    QCOMPARE(got.code(), "model_not_found");
    QCOMPARE(port.ask("GET", "/v1/models/glm-4.6v-flash").status, 200);
    QCOMPARE(port.ask("GET", "/v1/models/gpt-4").status, 404);
}

void ServerTest::aQuestionWhoseBytesCameBeforeIsAnsweredFromTheCache() {
    const QTemporaryDir folder;
    app::server::ServerOptions options;
    options.cacheFile = folder.filePath("answers.db").toStdString();
    options.auditFile = folder.filePath("audit.jsonl").toStdString();
    const auto model = saying({"It is ", "red."});
    const Port port(model, options);
    const QByteArray picture = redPng().toBase64();
    const QByteArray body =
        R"({"model":"fake","temperature":0,"messages":[{"role":"user","content":[{"type":"image_url","image_url":)"
        R"({"url":"data:image/png;base64,)" +
        picture + R"("}},{"type":"text","text":"?"}]}])";
    for (const QByteArray& form : {QByteArray("}"), QByteArray(R"(,"stream":true})")}) {
        QByteArray first;
        for (int time = 0; time < 3; ++time) {
            const auto got = port.ask("POST", "/v1/chat/completions", body + form);
            QCOMPARE(got.status, 200);
            QVERIFY(got.body.contains("red."));
            QCOMPARE(got.field("X-GlanceDesk-Cache"), first.isEmpty() && form == "}" ? "miss" : "hit");
            if (form == "}") {
                const QByteArray text = got.json()["choices"]
                                            .toArray()[0]
                                            .toObject()["message"]
                                            .toObject()["content"]
                                            .toString()
                                            .toUtf8();
                if (first.isEmpty()) first = text;
                QCOMPARE(text, first);
            }
        }
    }
    QCOMPARE(model->requests().size(), std::size_t{1});
    // Every one of them is in the log with its picture.
    QTRY_COMPARE(linesOf(folder.filePath("audit.jsonl"), "\"hash\""), 6);
    // Not asked for again: a client that wants it anew gets it.
    QCOMPARE(port.ask("POST", "/v1/chat/completions", body + "}", "Cache-Control: no-store\r\n")
                 .field("X-GlanceDesk-Cache"),
             "off");
}

void ServerTest::theSameBytesOfAnotherCallerAreComputed() {
    const QTemporaryDir folder;
    app::server::ServerOptions options;
    options.cacheFile = folder.filePath("answers.db").toStdString();
    options.keysFile = folder.filePath("keys.json").toStdString();
    app::ApiKeys keys(options.keysFile);
    const auto one = QByteArray::fromStdString(keys.add("one", {"chat"}));
    const auto two = QByteArray::fromStdString(keys.add("two", {"chat"}));
    const auto model = saying({"secret of one"});
    const Port port(model, options);
    const QByteArray body = R"({"model":"fake","temperature":0,"messages":[{"role":"user","content":"?"}]})";
    const auto ask = [&](const QByteArray& key) {
        return port.ask("POST", "/v1/chat/completions", body, "Authorization: Bearer " + key + "\r\n");
    };
    QCOMPARE(ask(one).field("X-GlanceDesk-Cache"), "miss");
    QCOMPARE(ask(one).field("X-GlanceDesk-Cache"), "hit");
    QCOMPARE(ask(two).field("X-GlanceDesk-Cache"), "miss");
    QCOMPARE(ask("gd-wrong").status, 401);
}

void ServerTest::saysHowFarTheModelHasLoaded() {
    const Port port(nullptr);
    const auto got = port.ask("GET", "/health");
    QCOMPARE(got.status, 503);
    QCOMPARE(got.json()["status"].toString(), "loading");
    QCOMPARE(port.chat().code(), "model_loading");
}

void ServerTest::whatIsNotInTheTableIsClosed() {
    const Port port(saying({"a"}));
    for (const char* path :
         {"/v1", "/admin", "/v1/models/", "/v1/models/a/b", "/README.md", "/assets/", "//", "/%2e%2e/etc"})
        QCOMPARE(port.ask("GET", path).status, 404);
    QCOMPARE(port.ask("GET", "/v1/chat/completions").status, 405);
    QCOMPARE(port.ask("DELETE", "/v1/models").status, 405);
}

void ServerTest::aForeignHostIsRefusedFirst() {
    const Port port(saying({"a"}));
    for (const char* host : {"evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "localhost:80:80",
                             "", "[::1", "2130706433"})
        QCOMPARE(port.ask("GET", "/health", {}, QByteArray("Host: ") + host + "\r\n").status, 403);
    for (const char* host : {"localhost", "LOCALHOST:1234", "127.0.0.1:8080", "[::1]:80"})
        QCOMPARE(port.ask("GET", "/health", {}, QByteArray("Host: ") + host + "\r\n").status, 200);
    QCOMPARE(port.ask("GET", "/health", {}, "Host: localhost\r\nHost: evil.example\r\n").status, 400);
}

void ServerTest::aForeignOriginIsRefusedAndAnAllowedOneIsNamed() {
    app::server::ServerOptions options;
    options.allowedOrigins = {"https://help.example.com"};
    const Port port(saying({"a"}), options);
    QCOMPARE(port.ask("GET", "/v1/models", {}, "Origin: https://evil.example\r\n").status, 403);
    QCOMPARE(port.ask("GET", "/v1/models", {}, "Origin: null\r\n").status, 403);
    QCOMPARE(port.ask("GET", "/v1/models", {}, "Origin: http://localhost\r\n").status, 200);
    const auto got = port.ask("OPTIONS", "/v1/chat/completions", {}, "Origin: https://help.example.com\r\n");
    QCOMPARE(got.status, 204);
    QCOMPARE(got.field("Access-Control-Allow-Origin"), "https://help.example.com");
}

void ServerTest::aForeignAddressNeedsKeys() {
    app::server::ServerOptions options;
    options.host = "0.0.0.0";
    try {
        const Port port(saying({"a"}), options);
        QFAIL("it started");
    } catch (const app::server::StartError& error) {
        QVERIFY(QString(error.what()).contains("keys add"));
    }
}

void ServerTest::aBodyMustBeJsonAndSmallEnough() {
    app::server::ServerOptions options;
    options.limits.chatBodyBytes = 4096;
    const Port port(saying({"a"}), options);
    QCOMPARE(port.ask("POST", "/v1/chat/completions", "{}", "Content-Type: text/plain\r\n").status, 415);
    QCOMPARE(port.ask("POST", "/v1/chat/completions", "not json").code(), "invalid_json");
    QCOMPARE(port.ask("POST", "/v1/chat/completions", QByteArray(5000, ' ')).status, 413);
    QCOMPARE(port.ask("POST", "/v1/chat/completions").status, 415);
    Wire chunked(port.server.port());
    chunked.send(
        "POST /tokenize HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: "
        "close\r\n"
        "Transfer-Encoding: chunked\r\n\r\nd\r\n{\"text\":\"abc\"\r\n1\r\n}\r\n0\r\n\r\n");
    QVERIFY(chunked.waitForClose());
    QCOMPARE(chunked.answered().json()["count"].toInt(), 3);
}

void ServerTest::aFullQueueIsToldAtOnce() {
    app::server::ServerOptions options;
    options.limits.running = 1;
    options.limits.queued = 1;
    const auto model = waiting();
    const Port port(model, options);
    Wire one(port.server.port());
    Wire two(port.server.port());
    one.send(Port::request("POST", "/v1/chat/completions", streamed));
    QVERIFY(one.waitFor("first"));
    two.send(Port::request("POST", "/v1/chat/completions", streamed));
    QTRY_VERIFY(
        port.ask("GET", "/metrics").body.contains("glancedesk_answers_in_work 2"));  // its place is taken
    QCOMPARE(port.chat().status, 503);
    QVERIFY(!port.chat().field("Retry-After").isEmpty());
    model->release();
    QVERIFY(one.waitFor("[DONE]"));
    QVERIFY(two.waitFor("first"));  // it had its turn
    model->release();
    QVERIFY(two.waitFor("[DONE]"));
}

void ServerTest::aClientThatLeavesStopsItsAnswer() {
    const auto model = waiting();
    const Port port(model);
    for (const QByteArray& body : {streamed, QByteArray(streamed).replace("true", "false")}) {
        const int stops = model->stopsSeen();
        Wire wire(port.server.port());
        wire.send(Port::request("POST", "/v1/chat/completions", body));
        QVERIFY(model->waitUntilBlocked(stops + 1));
        wire.leave();
        QTRY_COMPARE(model->stopsSeen(), stops + 1);
    }
}

void ServerTest::aConnectionServesSeveralRequests() {
    const Port port(saying({"a"}));
    Wire wire(port.server.port());
    const QByteArray get = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    wire.send(get + get);
    wire.send("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
    wire.send(Port::request("GET", "/health"));
    QVERIFY(wire.waitForClose());
    QCOMPARE(wire.received().count("HTTP/1.1 200"), 3);
    QCOMPARE(wire.received().count("HTTP/1.1 404"), 1);
}

void ServerTest::twoLengthsAreRefused() {
    const Port port(saying({"a"}));
    for (const char* lengths : {"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                                "Content-Length: 4\r\nContent-Length: 5\r\n"}) {
        Wire wire(port.server.port());
        wire.send(
            QByteArray("POST /tokenize HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n") +
            lengths + "\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(wire.waitForClose());
        QCOMPARE(wire.received().count("HTTP/1.1 "), 1);
        QCOMPARE(wire.answered().status, 400);
    }
}

void ServerTest::tooManyConnectionsAreTold() {
    app::server::ServerOptions options;
    options.limits.connections = 2;
    const Port port(saying({"a"}), options);
    Wire one(port.server.port());
    Wire two(port.server.port());
    one.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    two.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(one.waitFor("ok") && two.waitFor("ok"));
    Wire three(port.server.port());
    QVERIFY(three.waitForClose());
    QCOMPARE(three.answered().status, 503);
    one.leave();
    QTRY_COMPARE(port.ask("GET", "/health").status, 200);
}

void ServerTest::runningAnswersEndBeforeTheServerDoes() {
    const auto model = waiting();
    auto port = std::make_unique<Port>(model);
    Wire wire(port->server.port());
    wire.send(Port::request("POST", "/v1/chat/completions", streamed));
    QVERIFY(wire.waitFor("first"));
    std::thread ending([&] { port.reset(); });
    model->release();
    QVERIFY(wire.waitForClose());
    ending.join();
    QVERIFY(wire.received().contains("[DONE]"));
}

void ServerTest::everyChoiceIsAskedFor() {
    const auto model = saying({"a"});
    const Port port(model);
    const auto got = port.chat(R"(,"n":3,"seed":10)");
    QCOMPARE(got.json()["choices"].toArray().size(), 3);
    QCOMPARE(model->requests().size(), 3u);
    QCOMPARE(port.chat(R"(,"n":5)").param(), "n");
}

void ServerTest::countsWhatItDid() {
    const Port port(saying({"a"}));
    QCOMPARE(port.chat().status, 200);
    const QByteArray text = port.ask("GET", "/metrics").body;
    QVERIFY(text.contains(R"(glancedesk_requests_total{route="/v1/chat/completions",status="200"} 1)"));
    QVERIFY(text.contains(R"(glancedesk_tokens_total{kind="completion"} 1)"));
    QVERIFY(text.contains("glancedesk_answers_in_work 0"));
}

QTEST_GUILESS_MAIN(ServerTest)
#include "server_test.moc"
