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
};

QTEST_GUILESS_MAIN(PromptTest)
#include "prompt_test.moc"
