#include "app/queue/work_queue.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/chat/chat_service.h"
#include "app/conversations/conversation_shelf.h"
#include "app/conversations/conversation_store.h"
#include "app/images/image_import.h"
#include "app/models/model_service.h"
#include "app/queue/queue_csv.h"
#include "app/services.h"
#include "tests/support/fake_generator.h"

using app::QueueState;
using test::FakeGenerator;

namespace {

app::Picture picture(int width, const QString& name) {
    QImage image(width, 20, QImage::Format_RGB32);
    image.fill(Qt::blue);
    return std::get<app::Picture>(app::ImageImport().fromImage(image, name));
}

/// The services over a model that plays a script.
struct Bench {
    explicit Bench(const QTemporaryDir& folder, std::vector<FakeGenerator::Step> script = {})
        : Bench(folder, std::make_unique<FakeGenerator>(std::move(script))) {}
    Bench(const QTemporaryDir& folder, std::unique_ptr<FakeGenerator> fake)
        : generator(fake.get()),
          services({.modelFolder = "/models/fake", .dataFolder = folder.path()}, std::move(fake)) {}

    app::WorkQueue& queue() { return services.queue(); }
    QStringList names(QueueState state) {
        QStringList names;
        for (const app::QueueItem& item : queue().items()) {
            if (item.state == state) names += item.name;
        }
        return names;
    }

    FakeGenerator* generator;
    app::Services services;
};

}  // namespace

class WorkQueueTest final : public QObject {
    Q_OBJECT

 private slots:
    void picturesAreWorkedOffInOrderEachInAConversationOfItsOwn() {
        QTemporaryDir folder;
        Bench bench(folder, {FakeGenerator::answer("seen")});
        QList<app::Picture> pictures;
        for (int i = 0; i < 20; ++i)
            pictures += picture(30 + i, QString("shot %1.png").arg(i));
        bench.queue().add(pictures, "What is wrong?");
        QTRY_COMPARE_WITH_TIMEOUT(bench.queue().count(QueueState::Done), 20, 30000);
        QCOMPARE(bench.queue().left(), 0);
        const auto requests = bench.generator->requests();
        QCOMPARE(requests.size(), std::size_t(20));
        for (std::size_t i = 0; i < requests.size(); ++i) {
            const auto seen = test::picturesOf(requests[i].messages.back());
            QCOMPARE(seen.size(), std::size_t(1));
            QCOMPARE(seen.front()->width, 30 + int(i));
            QCOMPARE(requests[i].priority, engine::Priority::Port);
        }
        QSet<std::int64_t> conversations;
        for (const app::QueueItem& item : bench.queue().items()) {
            conversations += item.conversation;
            const app::Conversation kept = bench.services.store().loadText(item.conversation);
            QCOMPARE(kept.turns.size(), 1);
            QCOMPARE(kept.turns.first().answer, QString("seen"));
            QCOMPARE(kept.turns.first().question, QString("What is wrong?"));
            QCOMPARE(kept.turns.first().state, app::TurnState::Done);
        }
        QCOMPARE(conversations.size(), 20);
        app::ConversationShelf shelf(bench.services.store());
        QCOMPARE(shelf.summaries({bench.queue().items().first().conversation}).first().title,
                 QString("shot 0.png"));
    }

    void aQuestionOfTheAgentGoesFirstAndTheQueueBeginsThatPictureAgain() {
        QTemporaryDir folder;
        Bench bench(folder,
                    {FakeGenerator::answer("half"), FakeGenerator::Block{}, FakeGenerator::answer(" whole")});
        bench.queue().add({picture(31, "a.png"), picture(32, "b.png")}, "q");
        QTRY_VERIFY(bench.generator->requests().size() == 1);
        QTRY_VERIFY(bench.generator->timesBlocked() >= 1);
        QVERIFY(bench.services.chat().ask("urgent", {}));
        // The running one gives way without being released.
        QTRY_COMPARE(bench.generator->requests().size(), std::size_t(2));
        QCOMPARE(test::textOf(bench.generator->requests()[1].messages.back()), std::string("urgent"));
        QCOMPARE(bench.generator->requests()[1].priority, engine::Priority::Window);
        QCOMPARE(bench.names(QueueState::Waiting), QStringList({"a.png", "b.png"}));
        for (int i = 0; i < 3; ++i)
            bench.generator->release();
        QTRY_COMPARE(bench.queue().count(QueueState::Done), 2);
        QCOMPARE(bench.services.chat().conversation().turns.last().answer, QString("half whole"));
        QCOMPARE(bench.queue().items().first().answer, QString("half whole"));  // not "halfhalf whole"
    }

    void aRestartGoesOnWhereItWas() {
        QTemporaryDir folder;
        {
            Bench bench(folder, {FakeGenerator::answer("x"), FakeGenerator::Block{}});
            bench.queue().add({picture(31, "a.png"), picture(32, "b.png"), picture(33, "c.png")}, "q");
            QTRY_COMPARE(bench.queue().items().size(), 3);
            QTRY_VERIFY(bench.generator->timesBlocked() >= 1);
            bench.generator->release();
            QTRY_COMPARE(bench.queue().count(QueueState::Done), 1);
            QTRY_VERIFY(bench.generator->timesBlocked() >= 2);
        }
        Bench bench(folder, {FakeGenerator::answer("after")});
        QCOMPARE(bench.queue().items().size(), 3);
        QCOMPARE(bench.queue().items().first().answer, QString("x"));
        QTRY_COMPARE(bench.queue().count(QueueState::Done), 3);
        QCOMPARE(bench.generator->requests().size(), std::size_t(2));  // the first is not done twice
        QCOMPARE(bench.queue().items().last().answer, QString("after"));
    }

    void anotherWindowDoesNotDoTheSamePicturesAgain() {
        QTemporaryDir folder;
        Bench first(folder, {FakeGenerator::answer("first"), FakeGenerator::Block{}});
        first.queue().add({picture(31, "a.png"), picture(32, "b.png")}, "q");
        QTRY_VERIFY(first.generator->timesBlocked() >= 1);
        Bench second(folder, {FakeGenerator::answer("second")});
        second.queue().add({picture(33, "c.png")}, "q");
        QTRY_COMPARE(second.queue().count(QueueState::Done), 1);
        QCOMPARE(second.queue().items().size(), 1);
        QCOMPARE(second.generator->requests().size(), std::size_t(1));
        for (int i = 0; i < 2; ++i)
            first.generator->release();
        QTRY_COMPARE(first.queue().count(QueueState::Done), 2);
        QCOMPARE(first.queue().items().last().answer, QString("first"));
    }

    void pausedItWaits() {
        QTemporaryDir folder;
        Bench bench(folder, {FakeGenerator::answer("x")});
        bench.queue().setPaused(true);
        bench.queue().add({picture(31, "a.png")}, "q");
        QTRY_COMPARE(bench.queue().items().size(), 1);
        QTRY_COMPARE(bench.services.models().state(), app::ModelState::Ready);
        QCoreApplication::processEvents();
        QCOMPARE(bench.generator->requests().size(), std::size_t(0));
        bench.queue().setPaused(false);
        QTRY_COMPARE(bench.queue().count(QueueState::Done), 1);
    }

    void aFailureIsKeptAndCanBeTriedAgain() {
        QTemporaryDir folder;
        auto fake = std::make_unique<FakeGenerator>(std::vector{FakeGenerator::answer("x")});
        fake->error = engine::Error{engine::ErrorCode::BadNumbers, {}, {}, {}};
        Bench bench(folder, std::move(fake));
        bench.queue().add({picture(31, "a.png")}, "q");
        QTRY_COMPARE(bench.queue().count(QueueState::Failed), 1);
        QVERIFY(!bench.queue().items().first().problem.isEmpty());
        bench.generator->error.reset();
        bench.queue().retry({bench.queue().items().first().id});
        QTRY_COMPARE(bench.queue().count(QueueState::Done), 1);
        QVERIFY(bench.queue().items().first().problem.isEmpty());
    }

    void takingOneOutStopsItAndTheNextBegins() {
        QTemporaryDir folder;
        Bench bench(folder, {FakeGenerator::answer("x"), FakeGenerator::Block{}});
        bench.queue().add({picture(31, "a.png"), picture(32, "b.png")}, "q");
        QTRY_COMPARE(bench.queue().items().size(), 2);
        QTRY_COMPARE(bench.names(QueueState::Running), QStringList("a.png"));
        bench.queue().remove({bench.queue().items().first().id});
        QTRY_COMPARE(bench.names(QueueState::Running), QStringList("b.png"));
        bench.generator->release();
        bench.generator->release();
        QTRY_COMPARE(bench.queue().count(QueueState::Done), 1);
        bench.queue().removeDone();
        QVERIFY(bench.queue().items().isEmpty());
    }

    void aDeletedConversationIsSaid() {
        QTemporaryDir folder;
        Bench bench(folder, {FakeGenerator::answer("x")});
        bench.queue().setPaused(true);
        bench.queue().add({picture(31, "a.png")}, "q");
        QTRY_COMPARE(bench.queue().items().size(), 1);
        app::ConversationShelf(bench.services.store()).erase({bench.queue().items().first().conversation});
        bench.queue().setPaused(false);
        QTRY_COMPARE(bench.queue().count(QueueState::Failed), 1);
        QCOMPARE(bench.generator->requests().size(), std::size_t(0));
    }

    void theTableIsOneThatSpreadsheetsRead() {
        app::QueueItem item;
        item.name = "图 \"1\".png";
        item.question = "a, b";
        item.answer = "line 1\nline 2";
        item.state = QueueState::Done;
        item.seconds = 2.25;
        app::QueueItem formula = item;
        formula.answer = "=HYPERLINK(\"http://evil\")";
        const QByteArray bytes = app::queueCsv({item, formula});
        QVERIFY(bytes.startsWith("\xEF\xBB\xBF"));  // spreadsheets know Chinese by it
        const QString csv = QString::fromUtf8(bytes);
        QVERIFY(csv.contains("\"图 \"\"1\"\".png\",\"a, b\",\"Done\",\"line 1\nline 2\",\"\",2.2\r\n") ||
                csv.contains("\"图 \"\"1\"\".png\",\"a, b\",\"Done\",\"line 1\nline 2\",\"\",2.3\r\n"));
        QVERIFY(csv.contains("\"'=HYPERLINK("));
    }

    void aTableThatCannotBeWrittenIsSaid() {
        QTemporaryDir folder;
        Bench bench(folder);
        QSignalSpy failed(&bench.queue(), &app::WorkQueue::failed);
        QVERIFY(!bench.queue().exportCsv("/proc/nowhere/a.csv"));
        QCOMPARE(failed.size(), 1);
    }
};

QTEST_MAIN(WorkQueueTest)
#include "work_queue_test.moc"
