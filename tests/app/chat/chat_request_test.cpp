#include "app/chat/chat_request.h"

#include <QtTest>

#include "tests/support/fake_generator.h"

namespace {

app::Picture pictureOfWidth(int width) {
    app::Picture picture;
    picture.pixels = std::make_shared<engine::Image>(
        engine::Image{width, 1, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * 3)});
    return picture;
}

app::Turn turn(const QString& question, const QString& answer, app::TurnState state,
               QList<app::Picture> pictures = {}) {
    app::Turn turn;
    turn.question = question;
    turn.answer = answer;
    turn.state = state;
    turn.pictures = std::move(pictures);
    return turn;
}

}  // namespace

class ChatRequestTest final : public QObject {
    Q_OBJECT

 private slots:
    void earlierQuestionsPicturesAndAnswersStay() {
        app::Conversation conversation;
        conversation.turns = {
            turn("one", "first", app::TurnState::Done, {pictureOfWidth(1), pictureOfWidth(2)}),
            turn("two", "half", app::TurnState::Stopped, {pictureOfWidth(3)}),
            turn("three", "", app::TurnState::Waiting)};
        const auto request = app::requestFor(conversation);
        QCOMPARE(request.messages.size(), 5u);
        QCOMPARE(test::textOf(request.messages[0]), std::string("one"));
        QCOMPARE(test::picturesOf(request.messages[0]).size(), 2u);
        QCOMPARE(test::picturesOf(request.messages[0])[1]->width, 2);
        QCOMPARE(int(request.messages[1].role), int(engine::Role::Assistant));
        QCOMPARE(test::textOf(request.messages[1]), std::string("first"));
        QCOMPARE(test::textOf(request.messages[3]), std::string("half"));
        QCOMPARE(test::textOf(request.messages[4]), std::string("three"));
        QCOMPARE(int(request.messages[4].role), int(engine::Role::User));
    }

    void failedTurnsAreLeftOut() {
        app::Conversation conversation;
        conversation.turns = {turn("one", "broken", app::TurnState::Failed),
                              turn("two", "", app::TurnState::Waiting)};
        const auto request = app::requestFor(conversation);
        QCOMPARE(request.messages.size(), 1u);
        QCOMPARE(test::textOf(request.messages[0]), std::string("two"));
    }

    void aTurnStoppedBeforeItsFirstWordKeepsItsQuestion() {
        app::Conversation conversation;
        conversation.turns = {turn("one", "", app::TurnState::Stopped, {pictureOfWidth(1)}),
                              turn("two", "", app::TurnState::Waiting)};
        const auto request = app::requestFor(conversation);
        QCOMPARE(request.messages.size(), 2u);
        QCOMPARE(test::picturesOf(request.messages[0]).size(), 1u);
    }

    void thinkingAndTheOldAnswerAreNotGivenBack() {
        app::Conversation conversation;
        conversation.turns = {turn("one", "first", app::TurnState::Done),
                              turn("two", "old", app::TurnState::Waiting)};
        conversation.turns[0].thinking = "secret";
        const auto request = app::requestFor(conversation);
        QCOMPARE(request.messages.size(), 3u);
        for (const auto& message : request.messages) {
            QVERIFY(test::textOf(message).find("secret") == std::string::npos);
            QVERIFY(test::textOf(message).find("old") == std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(ChatRequestTest)
#include "chat_request_test.moc"
