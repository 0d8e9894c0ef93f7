#include "app/server/api/chat_call.h"

#include <QtTest>

#include "app/server/api/api_error.h"
#include "app/server/api/completion_call.h"
#include "tests/support/fake_generator.h"

using namespace app::server;

namespace {

const Limits limits;

std::string chat(const std::string& more,
                 const std::string& messages = R"([{"role":"user","content":"hi"}])") {
    return R"({"model":"m","messages":)" + messages + more + "}";
}

ApiError refusalOf(const std::string& body, Call (*read)(std::string_view, const Limits&) = readChatCall) {
    try {
        read(body, limits);
    } catch (const ApiProblem& problem) {
        return problem.error();
    }
    return {0, "accepted", {}, {}, 0};
}

std::string part(const std::string& url) {
    return R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":")" + url + R"("}}]}])";
}

}  // namespace

class ChatCallTest : public QObject {
    Q_OBJECT

 private slots:
    void readsEveryField();
    void refusesWhatIsUnknownByName();
    void refusesWrongValues_data();
    void refusesWrongValues();
    void refusesBombs();
    void readsPicturesAndCapsTheirTokens();
    void refusesOtherUrls();
    void readsToolsAndTheirAnswers();
    void readsResponses();
};

void ChatCallTest::readsEveryField() {
    const Call call = readChatCall(
        chat(
            R"(,"temperature":0,"top_p":0.9,"top_k":-1,"min_p":0.1,"repetition_penalty":1.1,"presence_penalty":1,)"
            R"("frequency_penalty":-1,"logit_bias":{"5":-100},"logprobs":true,"top_logprobs":2,"seed":-1,)"
            R"("max_completion_tokens":5,"stop":["a","b"],"n":2,"stream":true,"stream_options":{"include_usage":true},)"
            R"("reasoning_effort":"none","user":"u","store":false,"metadata":null,"parallel_tool_calls":false)"),
        limits);
    const auto& sampling = call.request.sampling;
    QVERIFY(call.oneToolCall);
    QCOMPARE(*sampling.temperature, 0.0);
    QCOMPARE(*sampling.topK, 0);
    QCOMPARE(sampling.logitBias.front(), std::make_pair(5, -100.0));
    QCOMPARE(*sampling.topLogprobs, 2);
    QCOMPARE(*sampling.seed, UINT64_MAX);
    QCOMPARE(sampling.maxTokens, 5);
    QCOMPARE(sampling.stop.size(), 2u);
    QCOMPARE(call.choices, 2);
    QVERIFY(call.stream && call.includeUsage);
    QCOMPARE(*call.request.enableThinking, false);
    QVERIFY(call.user != readChatCall(chat(R"(,"safety_identifier":"u")"), limits).user);
}

void ChatCallTest::refusesWhatIsUnknownByName() {
    for (const std::string name : {"functions", "audio", "prediction", "best_song", "ignore_eos"}) {
        const ApiError error = refusalOf(chat(",\"" + name + "\":1"));
        QCOMPARE(error.code, std::string("unsupported_parameter"));
        QCOMPARE(error.param, name);
    }
    QCOMPARE(refusalOf(chat(R"(,"chat_template_kwargs":{"add_vision_id":true})")).param,
             std::string("chat_template_kwargs.add_vision_id"));
    QCOMPARE(refusalOf(chat("", R"([{"role":"user","content":"a","name":"Ann"}])")).param,
             std::string("messages[0].name"));
    QCOMPARE(refusalOf(chat(R"(,"a\nb":1)")).param, std::string("(unnamed)"));
}

void ChatCallTest::refusesWrongValues_data() {
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("param");
    const auto row = [](const char* more, const char* param) { QTest::newRow(more) << more << param; };
    row(R"(,"temperature":2.1)", "temperature");
    row(R"(,"temperature":"1")", "temperature");
    row(R"(,"max_tokens":0)", "max_tokens");
    row(R"(,"max_tokens":1.5)", "max_tokens");
    row(R"(,"max_tokens":18446744073709551615)", "max_tokens");
    row(R"(,"max_tokens":5,"max_completion_tokens":6)", "max_tokens");
    row(R"(,"n":5)", "n");
    row(R"(,"stop":["a","b","c","d","e"])", "stop");
    row(R"(,"stop":"")", "stop");
    row(R"(,"top_logprobs":3)", "top_logprobs");
    row(R"(,"stream_options":{"include_usage":true})", "stream_options");
    row(R"(,"logit_bias":{"a":1})", "logit_bias");
    row(R"(,"logit_bias":{"1":101})", "logit_bias");
    row(R"(,"tool_choice":"required")", "tool_choice");
    row(R"(,"tools":[{"type":"function","function":{"name":"a b"}}])", "tools[0].function.name");
    row(R"(,"tools":[{"type":"web_search"}])", "tools[0].type");
    row(R"(,"parallel_tool_calls":"no")", "parallel_tool_calls");
    row(R"(,"response_format":{"type":"xml"})", "response_format.type");
    row(R"(,"response_format":{"type":"json_schema","json_schema":{"name":"a"}})",
        "response_format.json_schema.schema");
    row(R"(,"reasoning_effort":"none","chat_template_kwargs":{"enable_thinking":true})",
        "chat_template_kwargs.enable_thinking");
}

void ChatCallTest::refusesWrongValues() {
    QFETCH(QString, more);
    QFETCH(QString, param);
    QCOMPARE(QString::fromStdString(refusalOf(chat(more.toStdString())).param), param);
}

void ChatCallTest::refusesBombs() {
    QCOMPARE(refusalOf(std::string(100'000, '[')).code, std::string("json_too_deep"));
    std::string many = "[0";
    for (int i = 0; i < 200'000; ++i)
        many += ",0";
    QCOMPARE(refusalOf(many + "]").code, std::string("json_too_large"));
    QCOMPARE(refusalOf(R"({"model":"a","m\u006fdel":"b"})").code, std::string("duplicate_key"));
    QCOMPARE(refusalOf("{\"model\":\"\xff\"}").code, std::string("invalid_json"));
    QCOMPARE(refusalOf("").code, std::string("invalid_json"));
    QCOMPARE(refusalOf("{} {}").code, std::string("invalid_json"));
    QCOMPARE(refusalOf("[]").code, std::string("invalid_type"));
    std::string messages = R"([{"role":"user","content":"a"})";
    for (int i = 0; i < limits.messages; ++i)
        messages += R"(,{"role":"user","content":"a"})";
    QCOMPARE(refusalOf(chat("", messages + "]")).code, std::string("too_many_messages"));
}

void ChatCallTest::readsPicturesAndCapsTheirTokens() {
    const Call call = readChatCall(
        chat("", R"([{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":)"
                 R"({"url":"data:image/png;base64,QUJDRA==","detail":"low"}}]}])"),
        limits);
    QCOMPARE(call.pictures.size(), 1u);
    QCOMPARE(call.pictures.front().bytes, std::string("ABCD"));
    QCOMPARE(call.pictures.front().part, 1u);
    const auto& image = std::get<engine::ImagePart>(call.request.messages.front().parts[1]);
    QCOMPARE(image.mostTokens, limits.lowDetailTokens);
    for (const char* bad : {"QUJDR", "QUJ=RA==", "QUJDRB==", "====", "QU JD", ""})
        QCOMPARE(refusalOf(chat("", part(std::string("data:image/png;base64,") + bad))).code,
                 std::string("invalid_base64"));
    std::string many;
    for (int i = 0; i <= limits.pictures; ++i)
        many += std::string(i == 0 ? "" : ",") +
                R"({"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}})";
    QCOMPARE(refusalOf(chat("", R"([{"role":"user","content":[)" + many + "]}]")).code,
             std::string("too_many_images"));
    QCOMPARE(
        refusalOf(chat("", R"([{"role":"system","content":[{"type":"image_url","image_url":{"url":"a"}}]}])"))
            .param,
        std::string("messages[0].content[0].type"));
}

void ChatCallTest::refusesOtherUrls() {
    for (const char* url : {"http://a/b.png", "https://a/b.png", "file:///etc/passwd", "/etc/passwd",
                            "DATA:image/png;base64,QUJD", ""}) {
        const ApiError error = refusalOf(chat("", part(url)));
        QCOMPARE(error.code, std::string("invalid_image_url"));
        QVERIFY(error.message.find("data:") != std::string::npos);
    }
    QCOMPARE(refusalOf(chat("", part("data:image/svg+xml;base64,QUJD"))).code,
             std::string("invalid_image_format"));
}

void ChatCallTest::readsToolsAndTheirAnswers() {
    const std::string tools =
        R"(,"tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}])";
    const std::string called =
        R"([{"role":"user","content":"a"},{"role":"assistant","content":null,"reasoning_content":"hm","tool_calls":)"
        R"([{"id":"1","type":"function","function":{"name":"look","arguments":"{}"}}]},{"role":"tool","tool_call_id":"1","content":"b"}])";
    const Call call = readChatCall(
        chat(tools + R"(,"tool_choice":{"type":"function","function":{"name":"look"}})", called), limits);
    QCOMPARE(call.request.toolChoice.name, std::string("look"));
    QCOMPARE(call.request.messages[1].toolCalls.front().name, std::string("look"));
    QCOMPARE(call.request.messages[1].thinking, std::string("hm"));
    QVERIFY(call.request.messages[2].role == engine::Role::Tool);
    QCOMPARE(refusalOf(chat("", R"([{"role":"tool","tool_call_id":"9","content":"b"}])")).param,
             std::string("messages[0].tool_call_id"));
    QCOMPARE(
        refusalOf(chat(tools + R"(,"tool_choice":{"type":"function","function":{"name":"other"}})")).param,
        std::string("tool_choice"));
}

void ChatCallTest::readsResponses() {
    const Call call = readResponseCall(
        R"({"model":"m","instructions":"Be brief.","input":[{"role":"user","content":[{"type":"input_text","text":"a"},)"
        R"({"type":"input_image","image_url":"data:image/png;base64,QUJD","detail":"auto"}]}],"max_output_tokens":3,)"
        R"("tools":[{"type":"function","name":"look","parameters":{"type":"object"},"strict":true}],"tool_choice":"auto"})",
        limits);
    QCOMPARE(call.request.messages.size(), 2u);
    QVERIFY(call.request.messages.front().role == engine::Role::System);
    QCOMPARE(test::textOf(call.request.messages[1]), std::string("a"));
    QCOMPARE(call.pictures.size(), 1u);
    QCOMPARE(call.request.sampling.maxTokens, 3);
    QVERIFY(call.request.tools.front().find(R"("function":{"name":"look")") != std::string::npos);
    QCOMPARE(refusalOf(R"({"model":"m","input":"a","previous_response_id":"r"})", readResponseCall).param,
             std::string("previous_response_id"));
    QCOMPARE(readCompletionCall(R"({"model":"m","prompt":"Once"})", limits).request.prompt,
             std::string("Once"));
    QCOMPARE(refusalOf(R"({"model":"m","prompt":["a","b"]})", readCompletionCall).param,
             std::string("prompt"));
    QCOMPARE(refusalOf(R"({"model":"m","prompt":"a","echo":true})", readCompletionCall).param,
             std::string("echo"));
}

QTEST_GUILESS_MAIN(ChatCallTest)
#include "chat_call_test.moc"
