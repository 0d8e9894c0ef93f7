#include "app/conversations/conversation_store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <csignal>
#include <sys/resource.h>

#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

#include "app/conversations/conversation_search.h"
#include "app/conversations/store_database.h"
#include "app/conversations/store_error.h"
#include "app/images/image_import.h"

namespace {

app::Picture picture(int width) {
    QImage image(width, 2, QImage::Format_RGB32);
    image.fill(Qt::red);
    return std::get<app::Picture>(app::ImageImport().fromImage(image, QString("shot %1").arg(width)));
}

app::Turn question(const QString& text, QList<app::Picture> pictures = {}) {
    app::Turn turn;
    turn.asked = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    turn.question = text;
    turn.pictures = std::move(pictures);
    return turn;
}

app::Turn answered(app::Turn turn) {
    turn.state = app::TurnState::Done;
    turn.answer = "红灯：**断网** 🔴";
    turn.thinking = "hm";
    turn.model = "demo";
    turn.stats = {100, 60, 12, 0.5, 2.25};
    return turn;
}

void change(const QString& folder, const std::string& sql) {
    SQLite::Database database(QDir(folder).filePath("conversations.db").toStdString(),
                              SQLite::OPEN_READWRITE);
    database.exec(sql);
}

/// Every file of this process ends at so many bytes, as on a full disk.
class FileSizeLimit {
 public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
    rlimit m_before{};
    void (*m_handler)(int) = SIG_DFL;
};

}  // namespace

class ConversationStoreTest final : public QObject {
    Q_OBJECT

 private slots:
    void aConversationComesBackAsItWas_data() {
        QTest::addColumn<bool>("inMemory");
        QTest::newRow("file") << false;
        QTest::newRow("memory") << true;
    }
    void aConversationComesBackAsItWas() {
        QFETCH(bool, inMemory);
        QTemporaryDir folder;
        auto store = std::make_unique<app::ConversationStore>(inMemory ? QString() : folder.path());
        app::Conversation conversation;
        conversation.turns = {question("一", {picture(3), picture(1), picture(2)}), question("two")};
        store->addTurn(conversation, 0);
        QVERIFY(conversation.id > 0);
        conversation.turns[0] = answered(conversation.turns[0]);
        store->saveAnswer(conversation.turns[0]);
        conversation.turns[1].state = app::TurnState::Failed;
        conversation.turns[1].problem = "why";
        store->addTurn(conversation, 1);
        if (!inMemory) store = std::make_unique<app::ConversationStore>(folder.path());

        const app::Conversation loaded = store->load(conversation.id);
        QCOMPARE(loaded.turns.size(), 2);
        const app::Turn& first = loaded.turns[0];
        QCOMPARE(first.id, conversation.turns[0].id);
        QCOMPARE(first.asked, conversation.turns[0].asked);
        QCOMPARE(first.question, QString("一"));
        QCOMPARE(first.answer, QString("红灯：**断网** 🔴"));
        QCOMPARE(first.thinking, QString("hm"));
        QCOMPARE(first.model, QString("demo"));
        QCOMPARE(first.state, app::TurnState::Done);
        QCOMPARE(first.stats.imageTokens, 60);
        QCOMPARE(first.stats.totalSeconds, 2.25);
        QCOMPARE(first.pictures.size(), 3);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(first.pictures[i].hash, conversation.turns[0].pictures[i].hash);
            QCOMPARE(first.pictures[i].name, conversation.turns[0].pictures[i].name);
        }
        QCOMPARE(loaded.turns[1].problem, QString("why"));
        QCOMPARE(loaded.turns[1].state, app::TurnState::Failed);
    }

    void aTurnThatWasRunningIsLoadedAsStopped() {
        QTemporaryDir folder;
        app::Conversation conversation;
        conversation.turns = {question("q")};
        conversation.turns[0].state = app::TurnState::Answering;
        conversation.turns[0].answer = "half";
        app::ConversationStore(folder.path()).addTurn(conversation, 0);
        const app::Turn turn = app::ConversationStore(folder.path()).load(conversation.id).turns.first();
        QCOMPARE(turn.state, app::TurnState::Stopped);
        QCOMPARE(turn.answer, QString("half"));
    }

    void theListIsLatestFirstWithTheFirstQuestion() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        for (const char* text : {"first", "second"}) {
            app::Conversation conversation;
            conversation.turns = {question(text), question("later")};
            store.addTurn(conversation, 0);
            store.addTurn(conversation, 1);
        }
        change(folder.path(), "UPDATE conversations SET changed = id * 1000");
        const auto list = store.list();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[0].firstQuestion, QString("second"));
        QCOMPARE(list[1].firstQuestion, QString("first"));
        QCOMPARE(list[0].changed.toMSecsSinceEpoch(), 2000);
    }

    void aDamagedRowCostsThatRow() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        app::Conversation conversation;
        conversation.turns = {question("one"), question("two"), question("three")};
        for (int i = 0; i < 3; ++i)
            store.addTurn(conversation, i);
        change(folder.path(), "UPDATE turns SET state = 'nonsense' WHERE question = 'one'");
        change(folder.path(), "UPDATE turns SET asked = 'yesterday' WHERE question = 'two'");
        const auto turns = store.load(conversation.id).turns;
        QCOMPARE(turns.size(), 1);
        QCOMPARE(turns.first().question, QString("three"));
    }

    void aDamagedPageCostsWhatStandsOnItAlone() {
        QTemporaryDir folder;
        std::int64_t id = 0;
        {
            app::ConversationStore store(folder.path());
            app::Conversation conversation;
            for (int i = 0; i < 5; ++i) {
                conversation.turns += question(QString("question %1").arg(i));
                // So long that each has a page of its own; in no index.
                conversation.turns.last().thinking = QString("MARK%1").arg(i) + QString(2500, '.');
                store.addTurn(conversation, i);
            }
            id = conversation.id;
            app::Conversation other;
            other.turns = {question("another one")};
            store.addTurn(other, 0);
        }
        change(folder.path(), "PRAGMA wal_checkpoint(TRUNCATE)");
        QFile file(folder.filePath("conversations.db"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 at = file.readAll().indexOf("MARK2");
        QVERIFY(at > 0);
        QVERIFY(file.seek(at / 4096 * 4096));
        file.write(QByteArray(4096, 'x'));
        file.close();

        app::ConversationStore store(folder.path());
        QCOMPARE(store.list().size(), 2);
        const app::Conversation loaded = store.load(id);
        QStringList questions;
        for (const app::Turn& turn : loaded.turns)
            questions += turn.question;
        QCOMPARE(questions, (QStringList{"question 0", "question 1", "question 3", "question 4"}));
        QCOMPARE(loaded.damaged, 1);
        // And it goes on.
        app::Conversation more = loaded;
        more.turns += question("one more");
        store.addTurn(more, int(more.turns.size()) - 1);
        QCOMPARE(store.load(id).turns.last().question, QString("one more"));
    }

    void aDamagedPictureCostsThatPicture() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        app::Conversation conversation;
        conversation.turns = {question("q", {picture(1), picture(2), picture(3), picture(4)})};
        store.addTurn(conversation, 0);
        const auto path = [&](int i) {
            const QString hash = QString::fromLatin1(conversation.turns[0].pictures[i].hash);
            return folder.filePath("pictures/" + hash.left(2) + "/" + hash);
        };
        QVERIFY(QFile(path(0)).resize(20));
        QVERIFY(QFile::remove(path(1)));
        QVERIFY(QFile::remove(path(2)));
        QVERIFY(QFile::copy(path(3), path(2)));  // another picture under its name
        const auto pictures = store.load(conversation.id).turns.first().pictures;
        QCOMPARE(pictures.size(), 1);
        QCOMPARE(pictures.first().name, QString("shot 4"));
    }

    void aFileThatIsNoDatabaseIsAnErrorAndIsLeftAlone() {
        QTemporaryDir folder;
        QFile file(folder.filePath("conversations.db"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        app::ConversationStore store(folder.path());
        try {
            store.list();
            QFAIL("no exception");
        } catch (const app::StoreError& error) {
            // Neither disk space nor permissions would help.
            QVERIFY2(error.sentence().contains("move that file away"), qPrintable(error.sentence()));
        }
        QCOMPARE(file.size(), 5000);
    }

    void aFullDiskIsAnErrorAndWhatWasThereStays() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        app::Conversation conversation;
        conversation.turns = {question("small"), question(QString(2'000'000, 'x'))};
        store.addTurn(conversation, 0);
        {
            const FileSizeLimit full(500'000);
            QVERIFY_EXCEPTION_THROWN(store.addTurn(conversation, 1), app::StoreError);
        }
        QCOMPARE(conversation.turns[1].id, app::TurnId(0));
        QCOMPARE(store.load(conversation.id).turns.size(), 1);
        store.addTurn(conversation, 1);  // space again
        QCOMPARE(store.load(conversation.id).turns.size(), 2);
    }

    void aDiskThatIsFullAtTheEndOfTheTransactionLeavesNoNumbers() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        store.open();
        app::Conversation conversation;
        // Small enough to be held in memory until the commit.
        conversation.turns = {question(QString(200'000, 'x'))};
        {
            const FileSizeLimit full(rlim_t(QFileInfo(folder.filePath("conversations.db-wal")).size()) +
                                     50'000);
            QVERIFY_EXCEPTION_THROWN(store.addTurn(conversation, 0), app::StoreError);
        }
        QCOMPARE(conversation.id, std::int64_t(0));
        QCOMPARE(conversation.turns[0].id, app::TurnId(0));
        QCOMPARE(store.list().size(), 0);
        store.addTurn(conversation, 0);
        QCOMPARE(store.load(conversation.id).turns.size(), 1);
    }

    void aPictureThatDoesNotFitLeavesNoRow() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        QCOMPARE(store.list().size(), 0);
        app::Picture large = picture(3);
        large.bytes = QByteArray(3'000'000, 'x');
        app::Conversation conversation;
        conversation.turns = {question("q", {large})};
        {
            const FileSizeLimit full(1'000'000);
            QVERIFY_EXCEPTION_THROWN(store.addTurn(conversation, 0), app::StoreError);
        }
        QCOMPARE(store.list().size(), 0);
        QDirIterator files(folder.filePath("pictures"), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        QVERIFY(!files.hasNext());
    }

    void anotherVersionOfAQuestionKeepsTheOldBranch() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        app::Conversation conversation;
        conversation.turns = {question("one"), question("two"), question("three")};
        for (int i = 0; i < 3; ++i)
            store.addTurn(conversation, i);
        app::Conversation edited = conversation;
        edited.turns.resize(1);
        edited.turns.append(question("two, in other words"));
        store.addTurn(edited, 1);
        QCOMPARE(edited.turns[1].versions,
                 (QList<app::TurnId>{conversation.turns[1].id, edited.turns[1].id}));

        // What was shown last is shown again, and the other branch is there whole.
        QCOMPARE(store.load(conversation.id).turns.size(), 2);
        QCOMPARE(store.load(conversation.id).turns.last().question, QString("two, in other words"));
        const auto old = store.load(conversation.id, conversation.turns[1].id);
        QCOMPARE(old.turns.size(), 3);
        QCOMPARE(old.turns.last().question, QString("three"));
        QCOMPARE(old.turns[1].versions.size(), 2);
        QCOMPARE(old.turns[2].versions.size(), 1);
        store.show(conversation.id, old.turns.last().id);
        QCOMPARE(app::ConversationStore(folder.path()).load(conversation.id).turns.size(), 3);
        QCOMPARE(store.loadTree(conversation.id).size(), std::size_t(4));
    }

    void aLostTurnDoesNotTakeWhatFollowsAlong() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        app::Conversation conversation;
        conversation.turns = {question("one"), question("two"), question("three")};
        for (int i = 0; i < 3; ++i)
            store.addTurn(conversation, i);
        change(folder.path(), "PRAGMA foreign_keys = OFF; DELETE FROM turns WHERE question = 'two'");
        const auto turns = store.load(conversation.id).turns;
        QCOMPARE(turns.size(), 2);
        QCOMPARE(turns.last().question, QString("three"));
    }

    void picturesAreOpenedOnAnotherThread() {
        QTemporaryDir folder;
        app::ConversationStore store(folder.path());
        app::Conversation conversation;
        conversation.turns = {question("q", {picture(1), picture(2)})};
        store.addTurn(conversation, 0);
        const auto named = store.loadText(conversation.id).turns.first().pictures;
        QCOMPARE(named.size(), 2);
        QVERIFY(named.first().image.isNull());
        QVERIFY(QFile::remove(folder.filePath("pictures/" + QString::fromLatin1(named[1].hash.left(2)) + "/" +
                                              QString::fromLatin1(named[1].hash))));
        QStringList got;
        store.openPictures(named, {}, this,
                           [&](const QByteArray&, const std::optional<app::Picture>& opened) {
                               got += opened ? opened->name : QString("damaged");
                           });
        QVERIFY(got.isEmpty());
        QTRY_COMPARE(got, (QStringList{"shot 1", "damaged"}));
    }

    void theFixtureOfEverySchemaOpens() {
        QTemporaryDir folder;
        QFile script(GLANCEDESK_SOURCE_DIR "/tests/data/conversations/v1.sql");
        QVERIFY(script.open(QIODevice::ReadOnly));
        {
            SQLite::Database old(folder.filePath("conversations.db").toStdString(),
                                 SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            old.exec(script.readAll().toStdString());
        }
        app::ConversationStore store(folder.path());
        const auto list = store.list();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[1].title, QString("路由器的红灯是什么意思？ 客户很急。"));
        const auto conversation = store.loadText(1);
        QCOMPARE(conversation.turns.size(), 2);
        QCOMPARE(conversation.turns[0].pictures.value(0).name, QString("router.png"));
        QCOMPARE(conversation.turns[1].state, app::TurnState::Stopped);
        QCOMPARE(conversation.turns[1].answer, QString("It means the network is con"));
        QCOMPARE(conversation.turns[1].versions.size(), 1);
        QCOMPARE(app::findConversations(store.database(), "断网", {}).size(), 1);
        // The copy from before the change is whole.
        SQLite::Database copy(folder.filePath("conversations.db.v1").toStdString());
        QCOMPARE(copy.execAndGet("PRAGMA user_version").getInt(), 1);
        QCOMPARE(copy.execAndGet("SELECT count(*) FROM turns").getInt(), 3);
    }

    void twoWindowsMayWriteInTurn() {
        QTemporaryDir folder;
        app::ConversationStore one(folder.path());
        app::ConversationStore two(folder.path());
        for (int i = 0; i < 10; ++i) {
            app::Conversation conversation;
            conversation.turns = {question("q")};
            (i % 2 == 0 ? one : two).addTurn(conversation, 0);
        }
        QCOMPARE(one.list().size(), 10);
    }
};

QTEST_MAIN(ConversationStoreTest)
#include "conversation_store_test.moc"
