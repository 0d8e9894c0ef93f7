#include "engine/session/reply.h"

#include <limits>

#include <QtTest>

#include "tests/engine/text/fixtures.h"

using engine::AddedTokens;
using engine::AnswerFormat;
using engine::Channel;
using engine::ErrorCode;
using engine::Event;
using engine::FinishReason;
using engine::GenerationConfig;
using engine::Reply;
using engine::Request;
using engine::Tokenizer;
using engine::ToolChoice;

namespace {

constexpr const char* kTool =
    "{\"type\": \"function\", \"function\": {\"name\": \"get_order\", \"parameters\": {\"type\": \"object\","
    " \"properties\": {\"id\": {\"type\": \"string\"}, \"n\": {\"type\": \"integer\"}}, \"required\": "
    "[\"id\"]}}}";

/// Everything that was told, in one line: "A:" answer, "T:" thinking, "{name arguments}" calls.
struct Told {
    std::string text;
    std::vector<engine::TokenChoice> choices;

    engine::EventSink sink() {
        return [this](const Event& event) {
            if (const auto* delta = std::get_if<engine::TextDelta>(&event)) {
                if (last != delta->channel) text += delta->channel == Channel::Thinking ? "T:" : "A:";
                last = delta->channel;
                text += delta->text;
            } else if (const auto* call = std::get_if<engine::ToolCall>(&event)) {
                text += "{" + call->name + " " + call->arguments + "}";
            } else if (const auto* choice = std::get_if<engine::TokenChoice>(&event)) {
                choices.push_back(*choice);
            }
        };
    }
    std::optional<Channel> last;
};

}  // namespace

class ReplyTest : public QObject {
    Q_OBJECT

    const Tokenizer m_tokenizer = Tokenizer::load(fixtures::path("tokenizer.json"));
    const int m_end = *m_tokenizer.idOf("<|user|>");
    GenerationConfig m_generation;

    std::vector<int> ids(const std::string& text) const {
        return m_tokenizer.encode(text, AddedTokens::Recognise);
    }

    /// A model that wants to write `wish`, token by token, and then to end; else whatever comes first.
    struct Outcome {
        std::string text;
        std::optional<FinishReason> reason;
        std::vector<int> tokens;
        std::vector<engine::TokenChoice> choices;
        int thinking = 0;
    };
    Outcome run(const Request& request, const std::string& wish,
                const std::string& prompt = "<|assistant|>\n", int most = 400) const {
        auto wanted = ids(wish);
        wanted.push_back(m_end);
        return run(request, wanted, ids(prompt), most);
    }
    Outcome run(const Request& request, const std::vector<int>& wanted, const std::vector<int>& prompt,
                int most) const {
        Reply reply(m_tokenizer, m_generation, request, prompt, most);
        Told told;
        Outcome out;
        for (std::size_t at = 0; !out.reason && at < 5000; ++at) {
            std::vector<float> row(m_tokenizer.size() + 5, 0.F);
            row[static_cast<std::size_t>(wanted[std::min(at, wanted.size() - 1)])] = 9.F;
            out.reason = reply.next(row, told.sink());
            out.tokens.push_back(reply.last());
        }
        out.text = told.text;
        out.choices = told.choices;
        out.thinking = reply.thinkingTokens();
        return out;
    }

 private slots:
    void initTestCase() { m_generation.eosIds = {m_end}; }

    void anAnswerIsToldAsItIsWritten() {
        const auto out = run({}, "<think>hm</think>\nThe light is red.");
        QCOMPARE(out.text, std::string("T:hmA:The light is red."));
        QVERIFY(out.reason == FinishReason::Stop);
        QCOMPARE(out.thinking, static_cast<int>(ids("<think>hm</think>").size()));
    }

    void theLimitEndsItWithAllThatWasWritten() {
        Request request;
        request.sampling.maxTokens = 5;
        request.sampling.stop = {"red light!"};
        const auto out = run(request, "The red light is on and on");
        QVERIFY(out.reason == FinishReason::Length);
        QCOMPARE(out.tokens.size(), std::size_t{5});
        QCOMPARE(out.text, "A:" + m_tokenizer.decode(out.tokens));
    }

    void aStopStringEndsItAndIsSeenNowhere() {
        Request request;
        request.sampling.stop = {"\nEND", "灯亮"};
        request.sampling.topLogprobs = 2;
        const auto out = run(request, "<think>\nEND</think>red 红灯亮了");
        QCOMPARE(out.text, std::string("T:ENDA:red 红"));
        QVERIFY(out.reason == FinishReason::Stop);
        std::string chosen;
        for (const auto& choice : out.choices)
            chosen += choice.chosen.bytes;
        QVERIFY2(std::string("red 红").starts_with(chosen), chosen.c_str());
        QVERIFY(!chosen.empty());
        QCOMPARE(out.choices[0].top.size(), std::size_t{2});
    }

    void choicesSpellTheAnswer() {
        Request request;
        request.sampling.topLogprobs = 0;
        const auto out = run(request, "<think>x</think>Restart the router 😀 now");
        std::string chosen;
        for (const auto& choice : out.choices) {
            chosen += choice.chosen.bytes;
            QVERIFY(choice.chosen.logprob < 0 && choice.top.empty());
        }
        QCOMPARE(chosen, std::string("Restart the router 😀 now"));
    }

    void callsBecomeEventsAndTheReason() {
        Request request;
        request.tools = {kTool};
        const std::string id = "<arg_key>id</arg_key>\n<arg_value>A-1</arg_value>\n";
        const auto out = run(request, "I look.<tool_call>get_order\n" + id +
                                          "</tool_call>\n<tool_call>get_order\n" + id + "</tool_call>");
        QCOMPARE(out.text, std::string("A:I look.{get_order {\"id\":\"A-1\"}}{get_order {\"id\":\"A-1\"}}"));
        QVERIFY(out.reason == FinishReason::ToolCalls);
    }

    void damagedAndUnwantedCallsStayText() {
        Request request;
        const std::string call = "<tool_call>get_order\n</tool_call>";
        QCOMPARE(run(request, call).text, "A:" + call);  // nobody offered a tool
        request.tools = {kTool};
        const auto damaged = run(request, "<tool_call>get_order\nhello</tool_call>done");
        QCOMPARE(damaged.text, std::string("A:<tool_call>get_order\nhello</tool_call>done"));
        QVERIFY(damaged.reason == FinishReason::Stop);
        const auto cut = run(request, "ok<tool_call>get_order\n<arg_key>i");
        QCOMPARE(cut.text, std::string("A:ok<tool_call>get_order\n<arg_key>i"));
        request.toolChoice.kind = ToolChoice::Kind::None;
        QCOMPARE(run(request, call).text.find("<tool_call>"), std::string::npos);
    }

    void aSchemaHoldsWhateverTheModelWants() {
        Request request;
        request.format = {AnswerFormat::Kind::JsonSchema,
                          "{\"type\": \"object\", \"properties\": {\"colour\": {\"enum\": [\"red\", "
                          "\"green\"]}, \"n\": {\"type\": \"integer\"}}, \"required\": [\"colour\", \"n\"]}"};
        const auto willing = run(request, "{\"colour\": \"red\", \"n\": 5}");
        QCOMPARE(willing.text, std::string("A:{\"colour\": \"red\", \"n\": 5}"));
        QVERIFY(willing.reason == FinishReason::Stop);
        for (const char* wish : {"The light is red.", "<|user|>", "```json\n{\"colour\"", "<tool_call>x",
                                 "{\"colour\": \"blue\"}"}) {
            for (const double temperature : {0.0, 1.0}) {
                request.sampling.temperature = temperature;
                request.sampling.seed = 3;
                const auto out = run(request, wish);
                if (out.reason == FinishReason::Length)
                    continue;  // blanks and digits may be many, but they end
                const auto json = nlohmann::json::parse(out.text.substr(2));
                QVERIFY(json["colour"] == "red" || json["colour"] == "green");
                QVERIFY(json["n"].is_number_integer());
            }
        }
    }

    void thinkingBeforeASchemaIsFree() {
        Request request;
        request.format.kind = AnswerFormat::Kind::JsonObject;
        const auto out = run(request, "\n<think>What {a} question</think>\n{\"a\": 1}");
        QCOMPARE(out.text, std::string("T:What {a} questionA:{\"a\": 1}"));
        const auto open = run(request, "Hm.</think>{}", "<|assistant|>\n<think>");
        QCOMPARE(open.text, std::string("T:Hm.A:{}"));
        request.enableThinking = false;
        QCOMPARE(run(request, "<think>x").text.find("T:"), std::string::npos);
    }

    /// Its likeliest token is forbidden, and <think> comes next: it never learned how to end that.
    void aModelThatDoesNotThinkIsNotSentThinking() {
        for (const double temperature : {0.0, 0.5}) {
            Request request;
            request.format.kind = AnswerFormat::Kind::JsonObject;
            request.sampling.temperature = temperature;
            request.sampling.seed = 1;
            Reply reply(m_tokenizer, m_generation, request, {}, 30);
            Told told;
            for (std::optional<FinishReason> reason; !reason;) {
                std::vector<float> row(m_tokenizer.size(), 0.F);
                row[static_cast<std::size_t>(ids("The")[0])] = 30.F;
                row[static_cast<std::size_t>(*m_tokenizer.idOf("<think>"))] = 20.F;
                reason = reply.next(row, told.sink());
            }
            QCOMPARE(reply.thinkingTokens(), 0);
        }
    }

    void aToolThatMustBeCalledIsCalled() {
        Request request;
        request.tools = {kTool};
        request.toolChoice = {ToolChoice::Kind::Named, "get_order"};
        const auto out = run(request,
                             "<tool_call>get_order\n<arg_key>id</arg_key>\n<arg_value>A-1</arg_value>\n"
                             "<arg_key>n</arg_key>\n<arg_value>7</arg_value>\n</tool_call>and more");
        QCOMPARE(out.text, std::string("{get_order {\"id\":\"A-1\",\"n\":7}}"));
        QVERIFY(out.reason == FinishReason::ToolCalls);
        QVERIFY(!run(request, "No, I will not.").text.starts_with("A:No"));
    }

    void aToolOrASchemaIsTheModelsChoice() {
        Request request;
        request.tools = {kTool};
        request.format.kind = AnswerFormat::Kind::JsonObject;
        QCOMPARE(run(request, "{\"a\": 2}").text, std::string("A:{\"a\": 2}"));
        QCOMPARE(
            run(request, "<tool_call>get_order\n<arg_key>id</arg_key><arg_value>1</arg_value></tool_call>")
                .text,
            std::string("{get_order {\"id\":\"1\"}}"));
    }

    void endlessRepetitionEnds() {
        Request request;
        request.sampling.maxTokens = 4000;
        std::string circles;
        for (int at = 0; at < 300; ++at)
            circles += "The red light means that it is on. ";
        const auto out = run(request, circles, "<|assistant|>\n", 4000);
        QVERIFY(out.reason == FinishReason::Repetition);
        request.sampling.endRepetition = false;
        QVERIFY(run(request, circles, "<|assistant|>\n", 4000).reason != FinishReason::Repetition);
    }

    void aStopFromOutsideTellsWhatWasHeldBack() {
        Request request;
        request.sampling.stop = {"red light"};
        Reply reply(m_tokenizer, m_generation, request, {}, 100);
        Told told;
        for (const int id : ids("the red")) {
            std::vector<float> row(m_tokenizer.size(), 0.F);
            row[static_cast<std::size_t>(id)] = 9.F;
            QVERIFY(!reply.next(row, told.sink()));
        }
        QCOMPARE(told.text, std::string("A:the "));
        Reply moved = std::move(reply);
        moved.cut(told.sink());
        QCOMPARE(told.text, std::string("A:the red"));
        QCOMPARE(moved.newTokens(), static_cast<int>(ids("the red").size()));
    }

    void theSameSeedGivesTheSameAnswer() {
        Request request;
        request.sampling.temperature = 1.5;
        request.sampling.seed = 11;
        request.sampling.minP = 0.0001;
        request.sampling.frequencyPenalty = 0.3;
        request.sampling.maxTokens = 60;
        const auto first = run(request, "a");
        QCOMPARE(run(request, "a").tokens, first.tokens);
        request.sampling.seed = 12;
        QVERIFY(run(request, "a").tokens != first.tokens);
    }

    void aPlainPromptGoesOnWithItsBlanks() {
        Request request;
        request.prompt = "def f():";
        QCOMPARE(run(request, "\n\n    return 1", "def f():").text, std::string("A:\n\n    return 1"));
    }

    void wrongFieldsAreNamed() {
        const auto detail = [&](const std::function<void(Request&)>& change) {
            Request request;
            change(request);
            const auto error =
                fixtures::errorOf([&] { const Reply reply(m_tokenizer, m_generation, request, {}, 9); });
            return error && error->code == ErrorCode::BadRequest ? error->detail : std::string("no error");
        };
        QCOMPARE(detail([](auto& r) { r.sampling.stop = {""}; }), std::string("stop"));
        QCOMPARE(detail([](auto& r) { r.sampling.logitBias = {{1 << 20, 1}}; }), std::string("logit_bias"));
        QCOMPARE(detail([](auto& r) { r.sampling.topLogprobs = -1; }), std::string("top_logprobs"));
        QCOMPARE(detail([](auto& r) { r.tools = {"x"}; }), std::string("tools: no valid JSON"));
        QCOMPARE(detail([](auto& r) { r.toolChoice.kind = ToolChoice::Kind::Required; }),
                 std::string("tool_choice: there are no tools"));
        QCOMPARE(detail([](auto& r) {
                     r.format = {AnswerFormat::Kind::JsonSchema, "{\"oneOf\": []}"};
                 }),
                 std::string("response_format: oneOf at #"));
        QCOMPARE(detail([](auto&) {}), std::string("no error"));
    }

    void numbersThatAreNoneAreAnError() {
        Request request;
        request.sampling.topLogprobs = 1;
        Reply reply(m_tokenizer, m_generation, request, {}, 9);
        std::vector<float> row(m_tokenizer.size(), std::numeric_limits<float>::quiet_NaN());
        QCOMPARE(fixtures::errorOf([&] { reply.next(row, {}); })->code, ErrorCode::BadNumbers);
        std::vector<float> none;
        QCOMPARE(fixtures::errorOf([&] { reply.next(none, {}); })->code, ErrorCode::BadNumbers);
    }
};

QTEST_GUILESS_MAIN(ReplyTest)
#include "reply_test.moc"
