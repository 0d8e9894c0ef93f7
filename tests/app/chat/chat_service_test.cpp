#include "app/chat/chat_service.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/conversations/conversation_store.h"
#include "app/images/image_import.h"
#include "tests/app/chat/chat_bench.h"
#include "tests/support/fake_generator.h"

using app::TurnState;
using test::FakeGenerator;
using test::picture;
using test::Script;
using Bench = test::ChatBench;

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
