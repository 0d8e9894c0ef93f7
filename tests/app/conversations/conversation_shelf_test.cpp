#include "app/conversations/conversation_shelf.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

#include "app/conversations/store_database.h"
#include "app/conversations/store_error.h"
#include "app/images/image_import.h"

using app::ShelfPlace;

namespace {

app::Picture picture(int width) {
    QImage image(width, 2, QImage::Format_RGB32);
    image.fill(Qt::blue);
    return std::get<app::Picture>(app::ImageImport().fromImage(image, QString("shot %1").arg(width)));
}

struct Bench {
    std::int64_t add(const QString& question, QList<app::Picture> pictures = {}) {
        app::Turn turn;
        turn.asked = QDateTime::currentDateTimeUtc();
        turn.question = question;
        turn.pictures = std::move(pictures);
        app::Conversation conversation;
        conversation.turns = {turn};
        store.addTurn(conversation, 0);
        return conversation.id;
    }
    app::ConversationSummary summary(std::int64_t id) { return shelf.summaries({id}).value(0); }
    bool hasFile(const app::Picture& picture) const {
        const QString hash = QString::fromLatin1(picture.hash);
        return QFileInfo::exists(folder.filePath("pictures/" + hash.left(2) + "/" + hash));
    }

    QTemporaryDir folder;
    app::ConversationStore store{folder.path()};
    app::ConversationShelf shelf{store};
};

}  // namespace

class ConversationShelfTest final : public QObject {
    Q_OBJECT

 private slots:
    void aNewConversationIsCalledByItsQuestion() {
        Bench bench;
        const auto id = bench.add("  路由器的\n红灯  是什么意思？ ");
        QCOMPARE(bench.summary(id).title, QString("路由器的 红灯 是什么意思？"));
    }

    void aDamagedPageCostsTheTitlesOnItAlone() {
        const QTemporaryDir folder;
        {
            app::ConversationStore store(folder.path());
            app::ConversationShelf shelf(store);
            for (int i = 0; i < 5; ++i) {
                app::Conversation conversation;
                conversation.turns = {app::Turn()};
                conversation.turns.first().asked = QDateTime::currentDateTimeUtc();
                conversation.turns.first().question = "q";
                store.addTurn(conversation, 0);
                // So long that each has a page of its own.
                shelf.rename(conversation.id, QString("MARK%1").arg(i) + QString(2500, '.'));
            }
            store.database().use([](SQLite::Database& db) { db.exec("PRAGMA wal_checkpoint(TRUNCATE)"); });
        }
        QFile file(folder.filePath("conversations.db"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 at = file.readAll().indexOf("MARK2");
        QVERIFY(at > 0 && file.seek(at / 4096 * 4096));
        file.write(QByteArray(4096, 'x'));
        file.close();
        app::ConversationStore store(folder.path());
        QStringList titles;
        for (const app::ConversationTitle& title : app::ConversationShelf(store).titles())
            titles += title.title.left(5);
        titles.sort();
        QCOMPARE(titles, (QStringList{"MARK0", "MARK1", "MARK3", "MARK4"}));
    }

    void theAgentsNameOutlivesTheModels() {
        Bench bench;
        const auto id = bench.add("q");
        QVERIFY(bench.shelf.wantsModelTitle(id));
        QVERIFY(bench.shelf.setModelTitle(id, "by the model"));
        QCOMPARE(bench.summary(id).title, QString("by the model"));
        bench.shelf.rename(id, "by the agent");
        QVERIFY(!bench.shelf.wantsModelTitle(id));
        QVERIFY(!bench.shelf.setModelTitle(id, "again"));
        QCOMPARE(bench.summary(id).title, QString("by the agent"));
    }

    void pinnedOnesComeFirst() {
        Bench bench;
        const auto one = bench.add("one");
        const auto two = bench.add("two");
        bench.shelf.setPinned({one}, true);
        QCOMPARE(bench.shelf.ids({}), (QList<std::int64_t>{one, two}));
        QVERIFY(bench.summary(one).isPinned);
        bench.shelf.setPinned({one}, false);
        QVERIFY(!bench.summary(one).isPinned);
    }

    void foldersAndTagsHoldWhatIsPutThere() {
        Bench bench;
        const auto one = bench.add("one");
        const auto two = bench.add("two");
        const auto folder = bench.shelf.addFolder("网络");
        QCOMPARE(bench.shelf.addFolder(" 网络 "), folder);
        bench.shelf.moveTo({one, two}, folder);
        bench.shelf.setTag({two}, "urgent", true);
        bench.shelf.setTag({two}, "打印机", true);
        QCOMPARE(bench.shelf.ids({ShelfPlace::Kind::Folder, folder}).size(), 2);
        QCOMPARE(bench.shelf.ids({ShelfPlace::Kind::Tag, 0, "打印机"}), QList<std::int64_t>{two});
        QCOMPARE(bench.summary(two).tags.size(), 2);
        QCOMPARE(bench.shelf.tags().size(), 2);
        bench.shelf.setTag({two}, "urgent", false);
        QCOMPARE(bench.summary(two).tags, QStringList{"打印机"});
        bench.shelf.changeFolder({folder, "Network", "Answer politely."});
        QCOMPARE(bench.shelf.instructionsFor(one), QString("Answer politely."));
        bench.shelf.removeFolder(folder);
        QCOMPARE(bench.summary(one).folder, 0);
        QCOMPARE(bench.shelf.ids({}).size(), 2);
    }

    void theTrashGivesBackUntilItIsEmptied() {
        Bench bench;
        const auto one = bench.add("one", {picture(3), picture(4)});
        const auto two = bench.add("two", {picture(4)});
        bench.shelf.trash({one});
        QCOMPARE(bench.shelf.ids({}), QList<std::int64_t>{two});
        QCOMPARE(bench.shelf.ids({ShelfPlace::Kind::Trash}), QList<std::int64_t>{one});
        QVERIFY(bench.summary(one).trashed.isValid());
        bench.shelf.restore({one});
        QCOMPARE(bench.shelf.ids({}).size(), 2);
        bench.shelf.trash({one});
        QCOMPARE(bench.shelf.eraseTrashedBefore(QDateTime::currentDateTimeUtc().addDays(-30)), 0);
        QCOMPARE(bench.shelf.eraseTrashedBefore(QDateTime::currentDateTimeUtc().addSecs(1)), 1);
        QVERIFY(bench.shelf.ids({ShelfPlace::Kind::Trash}).isEmpty());
        QVERIFY(bench.store.load(one).turns.isEmpty());
        QVERIFY(!bench.hasFile(picture(3)));
        QVERIFY(bench.hasFile(picture(4)));  // the other conversation has it too
        QCOMPARE(bench.store.load(two).turns.first().pictures.size(), 1);
    }

    void whatIsErasedIsGoneFromEveryFile() {
        Bench bench;
        const auto id = bench.add("geheimnis-4711-geheimnis");
        bench.shelf.erase({id});
        bench.store.database().use([](SQLite::Database& db) {
            db.exec("INSERT INTO turn_words (turn_words) VALUES ('optimize')");
            return db.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt();
        });
        QFile file(bench.folder.filePath("conversations.db"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("4711"));
    }

    void draftsAreKeptForEachConversation() {
        Bench bench;
        const auto id = bench.add("q");
        bench.shelf.setDraft(0, {"new one", {}});
        bench.shelf.setDraft(id, {"回复", {picture(5)}});
        QCOMPARE(bench.shelf.draft(0).text, QString("new one"));
        QCOMPARE(bench.shelf.draft(id).pictures.value(0).hash, picture(5).hash);
        QVERIFY(bench.hasFile(picture(5)));
        QVERIFY(bench.summary(id).hasDraft);
        bench.shelf.setDraft(id, {});
        QVERIFY(bench.shelf.draft(id).isEmpty());
        QVERIFY(!bench.summary(id).hasDraft);
    }

    void aPictureThatLeavesTheLastDraftLeavesTheDisk() {
        Bench bench;
        const auto sent = bench.add("q", {picture(3)});
        bench.shelf.setDraft(0, {"a", {picture(3), picture(5), picture(7)}});
        bench.shelf.setDraft(sent, {"b", {picture(7)}});
        QVERIFY(bench.hasFile(picture(5)));
        bench.shelf.setDraft(0, {"a", {}});
        QVERIFY(!bench.hasFile(picture(5)));
        QVERIFY(bench.hasFile(picture(3)));  // of a turn
        QVERIFY(bench.hasFile(picture(7)));  // of another draft
    }

    void tenThousandAreListedAndSearchedQuickly() {
        Bench bench;
        bench.store.database().write(false, [](SQLite::Database& db) {
            db.exec(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO "
                "conversations (created, changed, title) SELECT i, i, '第' || i || '个问题 printer' FROM n");
            db.exec(
                "INSERT INTO turns (conversation, position, asked, changed, question, answer, state) SELECT "
                "id, "
                "0, id, id, '错误代码 E-' || id, '请检查纸盒，然后重新启动打印机。', 'done' FROM "
                "conversations");
        });
        QElapsedTimer clock;
        clock.start();
        const auto ids = bench.shelf.ids({});
        const auto page = bench.shelf.summaries(ids.first(100));
        qInfo("10,000 conversations listed, 100 summarised: %lld ms", clock.elapsed());
        QCOMPARE(ids.size(), 10000);
        QCOMPARE(page.first().title, QString("第10000个问题 printer"));
        QCOMPARE(page.size(), 100);
    }
};

QTEST_MAIN(ConversationShelfTest)
#include "conversation_shelf_test.moc"
