// What a conversation keeps: versions, branches, pictures, its name.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/chat/title_service.h"
#include "app/conversations/conversation_shelf.h"
#include "tests/app/chat/chat_bench.h"

using app::TurnState;
using test::FakeGenerator;
using test::picture;
using test::Script;
using Bench = test::ChatBench;

class ChatHistoryTest final : public QObject {
    Q_OBJECT

 private slots:
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
};

QTEST_MAIN(ChatHistoryTest)
#include "chat_history_test.moc"
