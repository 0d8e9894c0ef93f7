#include "engine/text/prompt.h"

#include <QtTest>

#include "tests/engine/text/fixtures.h"

using engine::ChatTemplate;
using engine::ErrorCode;
using engine::Image;
using engine::ImagePart;
using engine::Message;
using engine::Prompt;
using engine::Request;
using engine::Role;
using engine::TextPart;
using engine::Tokenizer;

namespace {

ImagePart picture(int width) {
    Image image;
    image.width = width;
    image.height = 1;
    return {std::make_shared<const Image>(std::move(image))};
}

Request asking(std::vector<engine::Part> parts) {
    Request request;
    request.messages.push_back({Role::User, std::move(parts)});
    return request;
}

}  // namespace

class PromptTest : public QObject {
    Q_OBJECT

    const Tokenizer m_tokenizer = Tokenizer::load(fixtures::path("tokenizer.json"));
    const ChatTemplate m_template = ChatTemplate::parse(fixtures::read("templates/glm46v_style.jinja"), "t");
    const int m_image = *m_tokenizer.idOf("<|image|>");

    Prompt make(const Request& request) const {
        return engine::makePrompt(request, m_template, m_tokenizer, m_image);
    }

 private slots:
    void aPlainQuestionIsAPlainString() {
        const auto inputs = engine::templateInputs(asking({TextPart{"红灯"}, TextPart{"?"}}));
        QCOMPARE(inputs["messages"][0]["content"].get<std::string>(), std::string("红灯?"));
        QVERIFY(!inputs.contains("enable_thinking"));
        QCOMPARE(make(asking({TextPart{"hi"}})).text, std::string("[gMASK]<sop><|user|>\nhi<|assistant|>\n"));
    }

    void everyPictureHasItsPlaceInOrder() {
        Request request = asking({picture(1), TextPart{"and"}, picture(2)});
        request.messages.push_back({Role::Assistant, {TextPart{"a light"}}});
        request.messages.push_back({Role::User, {TextPart{"this?"}, picture(3)}});
        const Prompt prompt = make(request);
        QCOMPARE(std::count(prompt.ids.begin(), prompt.ids.end(), m_image), 3);
        QCOMPARE(prompt.images.size(), std::size_t{3});
        for (std::size_t at = 0; at < 3; ++at)
            QCOMPARE(prompt.images[at]->width, static_cast<int>(at) + 1);
        QVERIFY(QString::fromStdString(prompt.text)
                    .startsWith("[gMASK]<sop><|user|>\n<|begin_of_image|><|image|><|end_of_image|>and<|begin_"
                                "of_image|>"));
    }

    void aTypedPictureMarkTakesNoPlace() {
        const Prompt prompt = make(asking({picture(1), TextPart{"what is <|image|> and <|user|>?"}}));
        QCOMPARE(std::count(prompt.ids.begin(), prompt.ids.end(), m_image), 1);
        QCOMPARE(std::count(prompt.ids.begin(), prompt.ids.end(), *m_tokenizer.idOf("<|user|>")), 1);
        QCOMPARE(m_tokenizer.decode(prompt.ids), prompt.text);
    }

    void thinkingIsSwitchedOnlyWhenAsked() {
        Request request = asking({TextPart{"hi"}});
        request.enableThinking = false;
        QVERIFY(QString::fromStdString(make(request).text)
                    .endsWith("hi/nothink<|assistant|>\n<think></think>\n"));
        request.enableThinking = true;
        QVERIFY(QString::fromStdString(make(request).text).endsWith("hi<|assistant|>\n"));
    }

    void aTemplateThatForgetsAPictureIsAnError() {
        const ChatTemplate blind = ChatTemplate::parse("{{ messages | length }}", "t");
        const auto error = fixtures::errorOf([&] {
            engine::makePrompt(asking({picture(1), picture(2)}), blind, m_tokenizer, m_image);
        });
        QCOMPARE(error->code, ErrorCode::ImageMismatch);
        QCOMPARE(error->numbers, (std::vector<std::int64_t>{2, 0}));
    }

    void requestsWithoutMeaningAreRefused() {
        QCOMPARE(fixtures::errorOf([&] { make({}); })->code, ErrorCode::BadRequest);
        QCOMPARE(fixtures::errorOf([&] { make(asking({ImagePart{}})); })->code, ErrorCode::BadRequest);
    }

    void placesGrowToTheirPicturesTokens() {
        const std::vector<int> ids = {1, 9, 2, 9, 9};
        QCOMPARE(engine::expandImages(ids, 9, std::vector<int>{3, 1, 2}),
                 (std::vector<int>{1, 9, 9, 9, 2, 9, 9, 9}));
        for (const auto& counts : {std::vector<int>{1, 2}, {1, 2, 3, 4}, {}}) {
            const auto error = fixtures::errorOf([&] { engine::expandImages(ids, 9, counts); });
            QCOMPARE(error->code, ErrorCode::ImageMismatch);
            QCOMPARE(error->numbers,
                     (std::vector<std::int64_t>{static_cast<std::int64_t>(counts.size()), 3}));
        }
    }

    /// The fixture is what transformers makes of the same conversation.
    void toolsAndTheirCallsAreLaidOutAsTransformersDoes() {
        Request request = asking({TextPart{"订单 A-1 在哪里？"}});
        request.messages.push_back(
            {Role::Assistant,
             {TextPart{"Let me look."}},
             {{"get_order", R"({"id": "A-1", "limit": 2, "exact": true, "tags": ["a", "字"]})"},
              {"ping", ""}},
             "They want the order."});
        request.messages.push_back({Role::Tool, {TextPart{R"({"state": "on its way"})"}}});
        request.messages.push_back({Role::Tool, {TextPart{"pong"}}});
        int cases = 0;
        for (const auto& entry : fixtures::lines("template_cases.jsonl")) {
            const auto& inputs = entry["inputs"];
            if (entry["name"] != "tool calls of a client" || entry["template"] != "glm46v_style.jinja" ||
                inputs["add_generation_prompt"] == false)
                continue;
            request.tools.clear();
            if (inputs.contains("tools")) request.tools.push_back(inputs["tools"][0].dump());
            request.enableThinking.reset();
            if (inputs.contains("enable_thinking"))
                request.enableThinking = inputs["enable_thinking"].get<bool>();
            QCOMPARE(make(request).text, entry["output"].get<std::string>());
            ++cases;
        }
        QVERIFY(cases >= 3);
        request.toolChoice.kind = engine::ToolChoice::Kind::None;
        request.tools = {R"({"name": "ping"})"};
        QVERIFY(!engine::templateInputs(request).contains("tools"));
    }

    void argumentsThatAreNoObjectAreRefused() {
        for (const char* arguments : {"[]", "{", "5"}) {
            Request request = asking({TextPart{"hi"}});
            request.messages.push_back({Role::Assistant, {}, {{"get_order", arguments}}});
            const auto error = fixtures::errorOf([&] { make(request); });
            QVERIFY(error && error->code == ErrorCode::BadRequest);
            QVERIFY(error->detail.starts_with("messages: arguments of a tool call"));
        }
    }

    void aPlainPromptIsReadAsItStands() {
        Request request;
        request.prompt = "<|user|>\ndef f():";
        const Prompt prompt = make(request);
        QCOMPARE(prompt.ids, m_tokenizer.encode(request.prompt, engine::AddedTokens::Plain));
        request.messages = asking({TextPart{"hi"}}).messages;
        QCOMPARE(fixtures::errorOf([&] { make(request); })->detail, std::string("prompt beside messages"));
    }
};

QTEST_GUILESS_MAIN(PromptTest)
#include "prompt_test.moc"
