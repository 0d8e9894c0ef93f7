#include "app/upstream/chat_body.h"

#include <QImage>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "app/upstream/picture_url.h"
#include "app/upstream/upstream_address.h"

namespace {

using Json = nlohmann::json;
using app::UpstreamDialect;

std::shared_ptr<const engine::Image> noisyPicture(int width, int height) {
    auto image = std::make_shared<engine::Image>();
    image->width = width;
    image->height = height;
    for (int i = 0; i < width * height * 3; ++i)
        image->rgb.push_back(static_cast<std::uint8_t>(i * 7 + i / 5));
    return image;
}

engine::Request asking(std::vector<engine::Message> messages) {
    engine::Request request;
    request.messages = std::move(messages);
    return request;
}

Json bodyOf(const engine::Request& request, UpstreamDialect dialect = UpstreamDialect::Vllm) {
    return Json::parse(app::bodyFor(request, {"glm", 0, dialect}, app::pictureUrls(request)));
}

QImage decoded(const std::string& url) {
    const QByteArray head = "data:image/png;base64,";
    const QByteArray bytes = QByteArray::fromStdString(url);
    return bytes.startsWith(head) ? QImage::fromData(QByteArray::fromBase64(bytes.mid(head.size())))
                                  : QImage();
}

}  // namespace

class ChatBodyTest final : public QObject {
    Q_OBJECT

 private slots:
    void picturesTravelPixelForPixel() {
        const auto picture = noisyPicture(37, 23);
        const QImage back = decoded(app::pictureUrl(*picture, 0)).convertToFormat(QImage::Format_RGB888);
        QCOMPARE(back.size(), QSize(37, 23));
        for (int y = 0; y < 23; ++y) {
            const auto* row = picture->rgb.data() + y * 37 * 3;
            QVERIFY(std::equal(row, row + 37 * 3, back.constScanLine(y)));
        }
    }

    void aCapMakesAPictureSmaller() {
        const QImage small = decoded(app::pictureUrl(*noisyPicture(560, 280), 50));
        QVERIFY(small.width() * small.height() <= 50 * 28 * 28);
        QVERIFY(small.width() * small.height() > 40 * 28 * 28);
        QVERIFY(std::abs(small.width() - 2 * small.height()) <= 2);
        QCOMPARE(decoded(app::pictureUrl(*noisyPicture(56, 28), 50)).size(), QSize(56, 28));
    }

    void aConversationKeepsItsOrder() {
        const Json body = bodyOf(asking(
            {{engine::Role::System, {engine::TextPart{"Be short."}}},
             {engine::Role::User, {engine::ImagePart{noisyPicture(28, 28)}, engine::TextPart{"What is it?"}}},
             {engine::Role::Assistant, {engine::TextPart{"A router."}}},
             {engine::Role::User, {engine::TextPart{"And "}, engine::TextPart{"this?"}}}}));
        const Json& messages = body["messages"];
        QCOMPARE(messages.size(), std::size_t{4});
        QCOMPARE(messages[0]["role"], "system");
        QCOMPARE(messages[1]["content"][0]["type"], "image_url");
        QVERIFY(
            messages[1]["content"][0]["image_url"]["url"].get<std::string>().starts_with("data:image/png"));
        QCOMPARE(messages[1]["content"][1]["text"], "What is it?");
        QCOMPARE(messages[3]["content"], "And this?");
    }

    void toolCallsAndTheirAnswersBelongTogether() {
        engine::Request request =
            asking({{engine::Role::User, {engine::TextPart{"Weather in Bonn and Jena?"}}},
                    {engine::Role::Assistant,
                     {},
                     {{"weather", R"({"in":"Bonn"})"}, {"weather", R"({"in":"Jena"})"}}},
                    {engine::Role::Tool, {engine::TextPart{"rain"}}},
                    {engine::Role::Tool, {engine::TextPart{"sun"}}}});
        request.tools = {R"({"type":"function","function":{"name":"weather"}})"};
        request.toolChoice = {engine::ToolChoice::Kind::Named, "weather"};
        const Json body = bodyOf(request);
        const Json& calls = body["messages"][1]["tool_calls"];
        QCOMPARE(calls[1]["function"]["arguments"], R"({"in":"Jena"})");
        QCOMPARE(body["messages"][2]["tool_call_id"], calls[0]["id"]);
        QCOMPARE(body["messages"][3]["tool_call_id"], calls[1]["id"]);
        QCOMPARE(body["tools"][0]["function"]["name"], "weather");
        QCOMPARE(body["tool_choice"]["function"]["name"], "weather");
    }

    void onlyWhatTheServerKnowsIsSent() {
        engine::Request request = asking({{engine::Role::User, {engine::TextPart{"Hi"}}}});
        request.sampling.temperature = 0;
        request.sampling.topK = 40;
        request.sampling.minP = 0.1;
        request.sampling.repetitionPenalty = 1.1;
        request.sampling.seed = 7;
        request.sampling.stop = {"END"};
        request.sampling.topLogprobs = 3;
        request.enableThinking = false;
        request.caller = "alice";
        request.format = {engine::AnswerFormat::Kind::JsonSchema, R"({"type":"object"})"};
        const Json plain = bodyOf(request, UpstreamDialect::OpenAi);
        for (const char* extension :
             {"top_k", "min_p", "repetition_penalty", "chat_template_kwargs", "cache_salt", "user"})
            QVERIFY2(!plain.contains(extension), extension);
        QCOMPARE(plain["temperature"], 0.0);
        QCOMPARE(plain["seed"], 7);
        QCOMPARE(plain["stop"][0], "END");
        QCOMPARE(plain["top_logprobs"], 3);
        QCOMPARE(plain["response_format"]["json_schema"]["schema"]["type"], "object");
        const Json vllm = bodyOf(request, UpstreamDialect::Vllm);
        QCOMPARE(vllm["top_k"], 40);
        QCOMPARE(vllm["chat_template_kwargs"]["enable_thinking"], false);
        QVERIFY(!vllm.contains("user"));
        QVERIFY(vllm["cache_salt"].get<std::string>().find("alice") == std::string::npos);
        const Json ours = bodyOf(request, UpstreamDialect::GlanceDesk);
        QVERIFY(ours.contains("user") && !ours.contains("cache_salt"));
        request.caller = "bob";
        QVERIFY(bodyOf(request)["cache_salt"] != vllm["cache_salt"]);
    }

    void whatTheRequestLeavesOpenIsLeftOpen() {
        const Json body = bodyOf(asking({{engine::Role::User, {engine::TextPart{"Hi"}}}}));
        for (const char* name : {"temperature", "top_p", "top_k", "seed", "stop", "tools", "response_format",
                                 "presence_penalty", "logit_bias", "logprobs", "chat_template_kwargs"})
            QVERIFY2(!body.contains(name), name);
    }

    void plainTextGoesToCompletions() {
        engine::Request request;
        request.prompt = "Once upon";
        QCOMPARE(app::pathFor(request), "/completions");
        const Json body = bodyOf(request);
        QCOMPARE(body["prompt"], "Once upon");
        QVERIFY(!body.contains("messages"));
    }

    void addressesAreReadAsPeopleWriteThem_data() {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("address");
        QTest::newRow("bare") << "gpu1:8000"
                              << "http://gpu1:8000/v1";
        QTest::newRow("slash") << " http://gpu1:8000/ "
                               << "http://gpu1:8000/v1";
        QTest::newRow("version") << "https://ai.example.com/v1/"
                                 << "https://ai.example.com/v1";
        QTest::newRow("path") << "https://ai.example.com/glm/v1"
                              << "https://ai.example.com/glm/v1";
        QTest::newRow("IPv6") << "http://[::1]:8000"
                              << "http://[::1]:8000/v1";
        QTest::newRow("password") << "http://me:secret@gpu1"
                                  << "";
        QTest::newRow("query") << "http://gpu1/?key=x"
                               << "";
        QTest::newRow("file") << "file:///etc/passwd"
                              << "";
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("words") << "the big machine"
                               << "";
    }
    void addressesAreReadAsPeopleWriteThem() {
        QFETCH(QString, written);
        QFETCH(QString, address);
        QCOMPARE(QString::fromStdString(app::upstreamAddress(written.toStdString()).value_or("")),
                 QString(address));
        QCOMPARE(app::hostOf("http://[::1]:8000/v1"), "[::1]:8000");
        QCOMPARE(app::aboveVersion("http://gpu1/v1"), "http://gpu1");
    }
};

QTEST_GUILESS_MAIN(ChatBodyTest)
#include "chat_body_test.moc"
