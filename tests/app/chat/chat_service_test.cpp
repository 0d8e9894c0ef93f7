#include "app/chat/chat_service.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/chat/engine_worker.h"
#include "app/chat/title_service.h"
#include "app/conversations/conversation_shelf.h"
#include "app/conversations/conversation_store.h"
#include "app/images/image_import.h"
#include "tests/support/fake_generator.h"

using app::TurnState;
using test::FakeGenerator;

namespace {

using Script = std::vector<FakeGenerator::Step>;

app::Picture picture(int width) {
    QImage image(width, 2, QImage::Format_RGB32);
    image.fill(Qt::red);
    return std::get<app::Picture>(app::ImageImport().fromImage(image, QString("shot %1").arg(width)));
}

/// A chat on a folder of its own, with a model that plays a script.
struct Bench {
    explicit Bench(Script script, const QString& folder = {})
        : fake(std::make_shared<FakeGenerator>(std::move(script))),
          store(folder),
          worker(app::fixedLoader(fake)),
          chat(store, worker) {
        worker.load("folder");
    }

    const app::Turn& last() const { return chat.conversation().turns.last(); }

    std::shared_ptr<FakeGenerator> fake;
    app::ConversationStore store;
    app::EngineWorker worker;
    app::ChatService chat;
};

}  // namespace

class ChatServiceTest final : public QObject {
    Q_OBJECT

 private slots:
    void anAnswerStreamsAndEndsOnce() {
        Bench bench({FakeGenerator::progress(engine::Stage::Seeing, 1, 2), FakeGenerator::thinking("hm"),
                     FakeGenerator::answer("红"), FakeGenerator::answer("灯")});
        QSignalSpy added(&bench.chat, &app::ChatService::turnAdded);
        QSignalSpy busy(&bench.chat, &app::ChatService::busyChanged);
        QVERIFY(bench.chat.ask("  什么意思？ ", {picture(3)}));
        QVERIFY(bench.chat.isBusy());
        QCOMPARE(bench.last().state, TurnState::Waiting);
        QCOMPARE(bench.last().question, QString("什么意思？"));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.last().state, TurnState::Done);
        QCOMPARE(bench.last().answer, QString("红灯"));
        QCOMPARE(bench.last().thinking, QString("hm"));
        QCOMPARE(bench.last().model, QString("fake"));
        QCOMPARE(bench.last().stats.newTokens, 3);
        QCOMPARE(added.size(), 1);
        QCOMPARE(busy.size(), 2);
    }

    void nothingToAskIsRefused() {
        Bench bench({});
        QVERIFY(!bench.chat.ask("  \n ", {}));
        QVERIFY(bench.chat.conversation().turns.isEmpty());
        QVERIFY(!bench.chat.regenerate());
    }

    void aPictureAloneIsAQuestion() {
        Bench bench({FakeGenerator::answer("a")});
        QVERIFY(bench.chat.ask({}, {picture(3)}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.last().question, QString("Describe this picture."));
        QCOMPARE(test::picturesOf(bench.fake->requests().at(0).messages.at(0)).size(), 1u);
    }

    void aSecondQuestionWaitsForTheFirst() {
        Bench bench(Script{FakeGenerator::Block{}});
        QVERIFY(bench.chat.ask("one", {}));
        QVERIFY(!bench.chat.ask("two", {}));
        QVERIFY(!bench.chat.regenerate());
        QCOMPARE(bench.chat.conversation().turns.size(), 1);
    }

    void theQuestionIsOnDiskBeforeTheModelIsCalled() {
        QTemporaryDir folder;
        Bench bench({FakeGenerator::answer("a")}, folder.path());
        app::Conversation seen;
        bench.fake->onGenerate = [&](const engine::Request&) {
            app::ConversationStore other(folder.path());  // a connection of its own: only what was committed
            const auto list = other.list();
            if (!list.isEmpty()) seen = other.load(list.first().id);
        };
        QVERIFY(bench.chat.ask("on disk?", {picture(4)}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(seen.turns.size(), 1);
        QCOMPARE(seen.turns.first().question, QString("on disk?"));
        QCOMPARE(seen.turns.first().pictures.size(), 1);
        QCOMPARE(seen.turns.first().pictures.first().pixels->width, 4);
    }

    void aCrashKeepsWhatWasSaved() {
        QTemporaryDir folder;
        Bench bench(Script{FakeGenerator::answer("half an answer"), FakeGenerator::Block{}}, folder.path());
        QVERIFY(bench.chat.ask("q", {picture(3)}));
        // What another process would find if this one were killed now.
        app::ConversationStore after(folder.path());
        QTRY_COMPARE_WITH_TIMEOUT(after.load(1).turns.value(0).answer, QString("half an answer"), 10000);
        QVERIFY(bench.chat.isBusy());
        QCOMPARE(after.load(1).turns.first().state, TurnState::Stopped);
        QCOMPARE(after.load(1).turns.first().pictures.size(), 1);
    }

    void closingKeepsARunningAnswer() {
        QTemporaryDir folder;
        {
            Bench bench(Script{FakeGenerator::answer("half"), FakeGenerator::Block{}}, folder.path());
            QVERIFY(bench.chat.ask("q", {}));
            QTRY_COMPARE(bench.last().answer, QString("half"));
        }
        app::ConversationStore after(folder.path());
        QCOMPARE(after.load(1).turns.first().answer, QString("half"));
        QCOMPARE(after.load(1).turns.first().state, TurnState::Stopped);
    }

    void aStopBeforeTheStartNeverReachesTheModel() {
        Bench bench(Script{FakeGenerator::Block{}});
        QVERIFY(bench.chat.ask("q", {}));
        bench.chat.stop();
        QCOMPARE(bench.last().state, TurnState::Stopped);
        QVERIFY(!bench.chat.isBusy());
        QVERIFY(bench.chat.ask("again", {}));
        QVERIFY(bench.fake->waitUntilBlocked());
        bench.fake->release();
        QTRY_COMPARE(bench.last().state, TurnState::Done);
    }

    void aStopWhileThePicturesAreWrittenKeepsTheQuestion() {
        QTemporaryDir folder;
        Bench bench({FakeGenerator::answer("a")}, folder.path());
        QVERIFY(bench.chat.ask("q", {picture(3)}));
        QVERIFY(bench.chat.isBusy());
        bench.chat.stop();
        QCOMPARE(bench.last().state, TurnState::Stopped);
        QCOMPARE(bench.store.load(1).turns.first().pictures.size(), 1);
        QVERIFY(bench.chat.ask("again", {picture(4)}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.last().answer, QString("a"));
        QCOMPARE(bench.fake->requests().size(), 1u);
        QCOMPARE(bench.store.load(1).turns.size(), 2);
    }

    void aStopEndsTheTurnAtOnceAndLateTextIsDropped() {
        Bench bench(
            Script{FakeGenerator::answer("kept"), FakeGenerator::Block{}, FakeGenerator::answer("late")});
        bench.fake->ignoresStop = true;  // text still comes after the stop
        QVERIFY(bench.chat.ask("one", {}));
        QTRY_COMPARE(bench.last().answer, QString("kept"));
        QVERIFY(bench.fake->waitUntilBlocked());
        QSignalSpy busy(&bench.chat, &app::ChatService::busyChanged);
        bench.chat.stop();
        bench.chat.stop();  // twice does no harm
        QCOMPARE(busy.size(), 1);
        QCOMPARE(bench.last().state, TurnState::Stopped);
        QVERIFY(bench.chat.ask("two", {}));
        bench.fake->release();
        QVERIFY(bench.fake->waitUntilBlocked(2));
        bench.fake->release();
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.chat.conversation().turns[0].answer, QString("kept"));
        QCOMPARE(bench.chat.conversation().turns[0].state, TurnState::Stopped);
        QCOMPARE(bench.last().answer, QString("keptlate"));
    }

    void regenerateReplacesTheAnswerAndLateTextOfTheOldOneIsDropped() {
        Bench bench(
            Script{FakeGenerator::answer("old"), FakeGenerator::Block{}, FakeGenerator::answer("late")});
        bench.fake->ignoresStop = true;
        QVERIFY(bench.chat.ask("q", {picture(3)}));
        QTRY_COMPARE(bench.last().answer, QString("old"));
        bench.chat.stop();
        QVERIFY(bench.fake->waitUntilBlocked());
        QVERIFY(bench.chat.regenerate());
        QVERIFY(bench.last().answer.isEmpty());
        bench.fake->release();
        QVERIFY(bench.fake->waitUntilBlocked(2));
        QTRY_COMPARE(bench.last().answer, QString("old"));
        bench.fake->release();
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.chat.conversation().turns.size(), 1);
        QCOMPARE(bench.last().answer, QString("oldlate"));
        QCOMPARE(bench.last().state, TurnState::Done);
        const auto requests = bench.fake->requests();
        QCOMPARE(requests.size(), 2u);
        QCOMPARE(requests[1].messages.size(), 1u);  // the old answer isn't in the prompt
    }

    void anErrorEndsTheTurnWithASentenceAndTheNextOneWorks() {
        Bench bench({FakeGenerator::answer("a")});
        bench.fake->error = engine::Error{engine::ErrorCode::BadNumbers, {}, {}, {}};
        QVERIFY(bench.chat.ask("one", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.last().state, TurnState::Failed);
        QVERIFY(!bench.last().problem.isEmpty());
        bench.fake->error.reset();
        QVERIFY(bench.chat.ask("two", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.last().state, TurnState::Done);
        QCOMPARE(bench.fake->requests().at(1).messages.size(), 1u);  // the failed turn is left out
    }

    void anEndByTheLimitIsSaid() {
        Bench bench({FakeGenerator::answer("a")});
        bench.fake->reason = engine::FinishReason::Length;
        QVERIFY(bench.chat.ask("q", {}));
        QTRY_COMPARE(bench.last().state, TurnState::LengthReached);
    }

    void aQuestionAskedWhileTheModelLoadsIsAnsweredAfterwards() {
        auto fake = std::make_shared<FakeGenerator>(Script{FakeGenerator::answer("a")});
        FakeGenerator gate;
        app::ConversationStore store({});
        app::EngineWorker worker(
            [&](const QString&, const auto&,
                std::stop_token stop) -> engine::Result<std::shared_ptr<const engine::Generator>> {
                FakeGenerator::Step block = FakeGenerator::Block{};
                gate.script = {block};
                (void)gate.generate(
                    {}, [](const engine::Event&) {}, std::move(stop));
                return std::shared_ptr<const engine::Generator>(fake);
            });
        app::ChatService chat(store, worker);
        worker.load("folder");
        QVERIFY(gate.waitUntilBlocked());
        QVERIFY(chat.ask("q", {}));
        QCOMPARE(chat.conversation().turns.last().state, TurnState::Waiting);
        gate.release();
        QTRY_COMPARE(chat.conversation().turns.last().state, TurnState::Done);
    }

    void replacingTheModelWhileAnsweringStopsTheTurn() {
        Bench bench(Script{FakeGenerator::answer("half"), FakeGenerator::Block{}});
        QVERIFY(bench.chat.ask("q", {}));
        QTRY_COMPARE(bench.last().answer, QString("half"));
        bench.worker.load("other");
        QTRY_COMPARE(bench.last().state, TurnState::Stopped);
        QCOMPARE(bench.last().answer, QString("half"));
    }

    void followUpsKeepAllPicturesInTheirOrder() {
        Bench bench({FakeGenerator::answer("a")});
        QList<app::Picture> five;
        for (int width = 1; width <= 5; ++width)
            five.append(picture(width));
        QVERIFY(bench.chat.ask("five", five));
        QTRY_VERIFY(!bench.chat.isBusy());
        QVERIFY(bench.chat.ask("one more", {picture(6)}));
        QTRY_VERIFY(!bench.chat.isBusy());
        const auto messages = bench.fake->requests().at(1).messages;
        QCOMPARE(messages.size(), 3u);
        const auto first = test::picturesOf(messages[0]);
        QCOMPARE(first.size(), 5u);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(first[std::size_t(i)]->width, i + 1);
        QCOMPARE(test::textOf(messages[1]), std::string("a"));
        QCOMPARE(test::picturesOf(messages[2]).at(0)->width, 6);
    }

    void aNewConversationStopsAndForgets() {
        QTemporaryDir folder;
        Bench bench(Script{FakeGenerator::answer("half"), FakeGenerator::Block{}}, folder.path());
        QVERIFY(bench.chat.ask("one", {}));
        QTRY_COMPARE(bench.last().answer, QString("half"));
        QSignalSpy reset(&bench.chat, &app::ChatService::conversationReset);
        bench.chat.startConversation();
        QCOMPARE(reset.size(), 1);
        QVERIFY(!bench.chat.isBusy());
        QVERIFY(bench.chat.conversation().turns.isEmpty());
        QVERIFY(bench.chat.ask("two", {}));
        QVERIFY(bench.fake->waitUntilBlocked(2));
        QCOMPARE(bench.fake->requests().at(1).messages.size(), 1u);
        QCOMPARE(bench.store.list().size(), 2);
        QCOMPARE(bench.store.load(1).turns.first().answer, QString("half"));
    }

    void aDiskThatTakesNothingIsSaidAndTheChatGoesOn() {
        QTemporaryDir folder;
        QFile obstacle(folder.filePath("data"));  // a file where the folder should be
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        Bench bench({FakeGenerator::answer("a")}, obstacle.fileName());
        QSignalSpy failed(&bench.chat, &app::ChatService::storeFailed);
        QVERIFY(bench.chat.ask("one", {picture(3)}));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed.first().first().toString().contains("free disk space"));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.last().state, TurnState::Done);
        QCOMPARE(bench.last().answer, QString("a"));
        QCOMPARE(failed.size(), 1);  // said once
        // The disk comes back: the next question is kept.
        QVERIFY(obstacle.remove());
        QVERIFY(bench.chat.ask("two", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.store.load(1).turns.last().answer, QString("a"));
    }

    void answeringAgainKeepsTheOldAnswerAsAVersion() {
        QTemporaryDir folder;
        Bench bench({FakeGenerator::answer("first")}, folder.path());
        QVERIFY(bench.chat.ask("q", {picture(3)}));
        QTRY_VERIFY(!bench.chat.isBusy());
        bench.fake->script = {FakeGenerator::answer("second")};
        QVERIFY(bench.chat.regenerate());
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.chat.conversation().turns.size(), 1);
        QCOMPARE(bench.last().answer, QString("second"));
        QCOMPARE(bench.last().versions.size(), 2);
        QVERIFY(bench.chat.showVersion(0, bench.last().versions.first()));
        QCOMPARE(bench.last().answer, QString("first"));
        QCOMPARE(bench.last().pictures.first().pixels->width, 3);  // taken over, not read again
        QCOMPARE(bench.store.load(1).turns.first().answer, QString("first"));
    }

    void anEditedQuestionLeavesTheOldBranchWhole() {
        QTemporaryDir folder;
        Bench bench({FakeGenerator::answer("a")}, folder.path());
        for (const char* text : {"one", "two", "three"}) {
            QVERIFY(bench.chat.ask(text, {}));
            QTRY_VERIFY(!bench.chat.isBusy());
        }
        QVERIFY(bench.chat.edit(1, "zwei", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.chat.conversation().turns.size(), 2);
        const auto messages = bench.fake->requests().back().messages;
        QCOMPARE(messages.size(), 3u);
        QCOMPARE(test::textOf(messages[2]), std::string("zwei"));
        const auto versions = bench.last().versions;
        QCOMPARE(versions.size(), 2);
        QVERIFY(bench.chat.showVersion(1, versions.first()));
        QCOMPARE(bench.chat.conversation().turns.size(), 3);
        QCOMPARE(bench.last().question, QString("three"));
    }

    void aStoppedAnswerGoesOn() {
        Bench bench(Script{FakeGenerator::answer("红灯"), FakeGenerator::Block{}});
        QVERIFY(bench.chat.ask("q", {}));
        QTRY_COMPARE(bench.last().answer, QString("红灯"));
        QVERIFY(!bench.chat.canContinue());
        QVERIFY(bench.fake->waitUntilBlocked());
        bench.chat.stop();
        bench.fake->script = {FakeGenerator::answer("表示断网")};
        QVERIFY(bench.chat.continueAnswer());
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.last().answer, QString("红灯表示断网"));
        QCOMPARE(bench.last().state, TurnState::Done);
        QCOMPARE(bench.chat.conversation().turns.size(), 1);
        const auto messages = bench.fake->requests().back().messages;
        QCOMPARE(messages.size(), 3u);
        QCOMPARE(test::textOf(messages[1]), std::string("红灯"));
        QCOMPARE(bench.store.load(1).turns.first().answer, QString("红灯表示断网"));
        QVERIFY(!bench.chat.continueAnswer());
    }

    void aConversationIsOpenedAgainWithItsPictures() {
        QTemporaryDir folder;
        {
            Bench bench({FakeGenerator::answer("a")}, folder.path());
            QVERIFY(bench.chat.ask("one", {picture(3), picture(4)}));
            QTRY_VERIFY(!bench.chat.isBusy());
        }
        Bench bench({FakeGenerator::answer("b")}, folder.path());
        bench.chat.open(1);
        QCOMPARE(bench.chat.conversation().turns.size(), 1);
        QVERIFY(bench.chat.isOpeningPictures());
        // Asked before the pictures are there: the model waits for them.
        QVERIFY(bench.chat.ask("two", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        const auto pictures = test::picturesOf(bench.fake->requests().front().messages[0]);
        QCOMPARE(pictures.size(), 2u);
        QCOMPARE(pictures[1]->width, 4);
        QCOMPARE(bench.store.load(1).turns.size(), 2);
    }

    void aLostPictureIsSaidAndTheRestIsAnswered() {
        QTemporaryDir folder;
        const QByteArray hash = picture(3).hash;
        {
            Bench bench({FakeGenerator::answer("a")}, folder.path());
            QVERIFY(bench.chat.ask("one", {picture(3)}));
            QTRY_VERIFY(!bench.chat.isBusy());
        }
        QVERIFY(QFile::remove(folder.filePath("pictures/" + QString::fromLatin1(hash.left(2) + '/' + hash))));
        Bench bench({FakeGenerator::answer("b")}, folder.path());
        QSignalSpy failed(&bench.chat, &app::ChatService::storeFailed);
        bench.chat.open(1);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed.first().first().toString().contains("shot 3"));
        QVERIFY(bench.chat.ask("two", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.last().answer, QString("b"));
    }

    void aFoldersInstructionsGoBeforeItsConversations() {
        QTemporaryDir folder;
        Bench bench({FakeGenerator::answer("a")}, folder.path());
        QVERIFY(bench.chat.ask("one", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        app::ConversationShelf shelf(bench.store);
        const auto id = shelf.addFolder("network");
        shelf.changeFolder({id, "network", "Be brief."});
        shelf.moveTo({1}, id);
        QVERIFY(bench.chat.ask("two", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        const auto messages = bench.fake->requests().back().messages;
        QVERIFY(messages[0].role == engine::Role::System);
        QCOMPARE(test::textOf(messages[0]), std::string("Be brief."));
    }

    void theModelNamesTheConversationInAPause() {
        QTemporaryDir folder;
        Bench bench({FakeGenerator::answer("The light is red.")}, folder.path());
        app::TitleService titles(bench.store, bench.worker, bench.chat);
        titles.setPause(0);
        QSignalSpy titled(&titles, &app::TitleService::titled);
        QVERIFY(bench.chat.ask("What light?", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QTRY_COMPARE(titled.size(), 1);
        QCOMPARE(bench.store.list().first().title, QString("The light is red"));
        QVERIFY(bench.fake->requests().back().priority == engine::Priority::Port);
    }

    void aQuestionGoesBeforeATitle() {
        QTemporaryDir folder;
        Bench bench({FakeGenerator::Block{}, FakeGenerator::answer("a title")}, folder.path());
        app::TitleService titles(bench.store, bench.worker, bench.chat);
        titles.setPause(0);
        QSignalSpy titled(&titles, &app::TitleService::titled);
        QVERIFY(bench.chat.ask("one", {}));
        QTRY_COMPARE(bench.fake->requests().size(), 1u);
        QVERIFY(bench.fake->waitUntilBlocked());
        bench.fake->release();
        QTRY_COMPARE(bench.fake->requests().size(), 2u);  // the title's run
        QVERIFY(bench.fake->waitUntilBlocked(2));
        QVERIFY(bench.chat.ask("two", {}));  // stops it
        QTRY_COMPARE(bench.fake->requests().size(), 3u);
        QVERIFY(bench.fake->waitUntilBlocked(3));
        QVERIFY(bench.fake->stopsSeen() > 0);
        bench.fake->release();
        QTRY_COMPARE(bench.last().state, TurnState::Done);
        QCOMPARE(titled.size(), 0);
        QTRY_COMPARE(bench.fake->requests().size(), 4u);  // and it begins again
        QVERIFY(bench.fake->waitUntilBlocked(4));
        bench.fake->release();
        QTRY_COMPARE(titled.size(), 1);
    }

    void turnChangedComesAtMostThirtyTimesASecond() {
        Script script;
        for (int i = 0; i < 3000; ++i)
            script.push_back(FakeGenerator::answer("x"));
        Bench bench(std::move(script));
        QSignalSpy changed(&bench.chat, &app::ChatService::turnChanged);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(bench.chat.ask("q", {}));
        QTRY_VERIFY(!bench.chat.isBusy());
        QCOMPARE(bench.last().answer, QString(3000, 'x'));
        QVERIFY2(changed.size() <= 4 + clock.elapsed() / 33, qPrintable(QString::number(changed.size())));
    }

    void destructionWhileAnsweringDoesNotHang() {
        for (int round = 0; round < 10; ++round) {
            Bench bench(Script{FakeGenerator::answer("half"), FakeGenerator::Block{}});
            QVERIFY(bench.chat.ask("q", {}));
            if (round % 2 == 0) QVERIFY(bench.fake->waitUntilBlocked());
        }
    }
};

QTEST_MAIN(ChatServiceTest)
#include "chat_service_test.moc"
