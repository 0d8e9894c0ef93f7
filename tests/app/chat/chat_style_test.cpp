// Tone, language, length and instructions: what the model is told, and what is kept of it.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/chat/chat_request.h"
#include "app/chat/chat_service.h"
#include "app/chat/engine_worker.h"
#include "app/conversations/conversation_shelf.h"
#include "app/conversations/conversation_store.h"
#include "app/images/image_import.h"
#include "tests/support/fake_generator.h"

using app::AnswerLanguage;
using app::AnswerLength;
using app::AnswerStyle;
using app::Tone;
using test::FakeGenerator;

namespace {

struct Bench {
    explicit Bench(const QString& folder = {})
        : fake(std::make_shared<FakeGenerator>(std::vector<FakeGenerator::Step>{FakeGenerator::answer("a")})),
          store(folder),
          worker(app::fixedLoader(fake)),
          chat(store, worker) {
        worker.load("folder");
    }
    /// What the model is told before the question; empty when nothing is.
    QString toldAt(std::size_t request) const {
        const auto message = fake->requests().at(request).messages.front();
        return message.role == engine::Role::System ? QString::fromStdString(test::textOf(message))
                                                    : QString();
    }

    std::shared_ptr<FakeGenerator> fake;
    app::ConversationStore store;
    app::EngineWorker worker;
    app::ChatService chat;
};

const AnswerStyle kShortAndFriendly{Tone::Friendly, AnswerLanguage::AsAsked, AnswerLength::Short};

}  // namespace

class ChatStyleTest final : public QObject {
    Q_OBJECT

 private slots:
    void theModelIsToldTheStyleInTheLanguageOfTheQuestion() {
        Bench bench;
        bench.chat.setStyle(kShortAndFriendly);
        QVERIFY(bench.chat.ask("红灯？", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.toldAt(0), app::instructionsOf(kShortAndFriendly, true));
        QVERIFY(bench.chat.ask("And in English?", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.toldAt(1), app::instructionsOf(kShortAndFriendly, false));
    }

    void aConversationKeepsItsStyle() {
        QTemporaryDir folder;
        std::int64_t id = 0;
        {
            Bench bench(folder.path());
            bench.chat.setStyle(kShortAndFriendly);
            QVERIFY(bench.chat.ask("q", {}));
            QTRY_VERIFY(!bench.chat.isBusy());
            id = bench.chat.conversation().id;
            bench.chat.startConversation();
            QCOMPARE(bench.chat.style(), AnswerStyle());
            bench.chat.open(id);
            QCOMPARE(bench.chat.style(), kShortAndFriendly);
        }
        Bench bench(folder.path());
        QSignalSpy changed(&bench.chat, &app::ChatService::styleChanged);
        bench.chat.open(id);
        QCOMPARE(bench.chat.style(), kShortAndFriendly);
        QVERIFY(changed.count() >= 1);
    }

    void aNewConversationBeginsWithTheStyleOfTheSettings() {
        Bench bench;
        app::AnswerSettings answers;
        answers.style = kShortAndFriendly;
        bench.chat.setAnswers(answers);
        QCOMPARE(bench.chat.style(), kShortAndFriendly);
        bench.chat.setStyle({});
        bench.chat.startConversation();
        QCOMPARE(bench.chat.style(), kShortAndFriendly);
    }

    void theGeneralIsSaidBeforeTheParticular() {
        QTemporaryDir folder;
        Bench bench(folder.path());
        app::AnswerSettings answers;
        answers.instructions = "General.";
        bench.chat.setAnswers(answers);
        QVERIFY(bench.chat.ask("one", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.toldAt(0), QString("General."));
        app::ConversationShelf shelf(bench.store);
        const auto folderId = shelf.addFolder("Routers");
        shelf.changeFolder({folderId, "Routers", "Routers only."});
        shelf.moveTo({bench.chat.conversation().id}, folderId);
        bench.chat.setStyle({Tone::Formal, AnswerLanguage::AsAsked, AnswerLength::AsIs});
        QVERIFY(bench.chat.ask("two", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.toldAt(1),
                 QString("General.\n\nRouters only.\n\n") + app::instructionsOf(bench.chat.style(), false));
    }

    void aLongConversationLosesItsBeginningFirst() {
        app::Conversation conversation;
        for (int i = 0; i < 4; ++i) {
            app::Turn turn;
            turn.stats.promptTokens = 1000 * (i + 1);
            turn.stats.newTokens = 100;
            conversation.turns.append(turn);
        }
        conversation.turns.append(app::Turn());
        QCOMPARE(app::firstTurnWithin(conversation, 0), 0);
        QCOMPARE(app::firstTurnWithin(conversation, 5000), 0);
        QCOMPARE(app::firstTurnWithin(conversation, 3500), 1);
        QCOMPARE(app::firstTurnWithin(conversation, 1000), 3);
        QCOMPARE(app::firstTurnWithin(conversation, 10), 4);  // the question alone
        conversation.turns[1].stats = {};                     // stopped: it goes with the next one
        QCOMPARE(app::firstTurnWithin(conversation, 2500), 3);
        QCOMPARE(app::requestFor(conversation, {}, 4).messages.size(), std::size_t(1));
    }

    void samplingAndTheSizeOfPicturesFollowTheSettings() {
        Bench bench;
        QImage image(3, 3, QImage::Format_RGB32);
        image.fill(Qt::red);
        app::AnswerSettings answers;
        answers.temperature = 0.0;
        answers.maxTokens = 77;
        answers.pictureTokens = 256;
        bench.chat.setAnswers(answers);
        QVERIFY(bench.chat.ask("q", {std::get<app::Picture>(app::ImageImport().fromImage(image, "p"))}));
        QTRY_VERIFY(!bench.chat.isBusy());
        const auto request = bench.fake->requests().front();
        QCOMPARE(request.sampling.temperature.value_or(-1), 0.0);
        QVERIFY(!request.sampling.topP);
        QCOMPARE(request.sampling.maxTokens, 77);
        QCOMPARE(std::get<engine::ImagePart>(request.messages.front().parts.front()).mostTokens, 256);
    }
};

QTEST_MAIN(ChatStyleTest)
#include "chat_style_test.moc"
