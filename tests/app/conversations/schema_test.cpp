#include "app/conversations/schema.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "app/conversations/conversation_shelf.h"
#include "app/conversations/store_error.h"

namespace {

int versionOf(SQLite::Database& database) {
    return database.execAndGet("PRAGMA user_version").getInt();
}

}  // namespace

class SchemaTest final : public QObject {
    Q_OBJECT

 private slots:
    void everyOlderSchemaReachesTheNewest() {
        const auto steps = app::schemaSteps();
        for (std::size_t from = 0; from <= steps.size(); ++from) {
            SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            app::applySchema(database, steps.first(from));
            app::applySchema(database);
            QCOMPARE(versionOf(database), int(steps.size()));
            QVERIFY(database.tableExists("turn_pictures"));
        }
    }

    void anOlderFileIsCopiedBeforeItIsChanged() {
        QTemporaryDir folder;
        const std::string file = folder.filePath("conversations.db").toStdString();
        SQLite::Database database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        app::applySchema(database);
        database.exec("INSERT INTO conversations (created, changed) VALUES (1, 2)");
        std::vector<app::SchemaStep> more(app::schemaSteps().begin(), app::schemaSteps().end());
        more.push_back("DELETE FROM conversations");
        app::applySchema(database, more);
        QCOMPARE(database.execAndGet("SELECT count(*) FROM conversations").getInt(), 0);
        SQLite::Database copy(file + ".v" + std::to_string(more.size() - 1));
        QCOMPARE(copy.execAndGet("SELECT count(*) FROM conversations").getInt(), 1);
    }

    void whatSchemaTwoWroteIsThereInTheNewest() {
        QTemporaryDir folder;
        QFile script(GLANCEDESK_SOURCE_DIR "/tests/data/conversations/v2.sql");
        QVERIFY(script.open(QIODevice::ReadOnly));
        const std::string file = folder.filePath("conversations.db").toStdString();
        {
            SQLite::Database old(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            old.exec(script.readAll().toStdString());
            QCOMPARE(versionOf(old), 2);
        }
        app::ConversationStore store(folder.path());
        app::ConversationShelf shelf(store);
        QCOMPARE(shelf.titles().size(), 1);
        QCOMPARE(shelf.titles().first().title, QString("红灯与断网"));
        QCOMPARE(shelf.instructionsFor(1), QString("只回答路由器的问题。"));
        QCOMPARE(shelf.draft(1).text, QString("还有一个问题"));
        QCOMPARE(shelf.tags(), QStringList{"急"});
        QCOMPARE(shelf.ids({app::ShelfPlace::Kind::Trash}), QList<std::int64_t>{2});
        const auto turns = store.loadText(1).turns;
        QCOMPARE(turns.size(), 2);
        QCOMPARE(turns[1].question, QString("客户该怎么做？"));
        QCOMPARE(turns[1].versions.size(), 2);
        QCOMPARE(turns[0].pictures.value(0).name, QString("router.png"));
        // What is new has its default, and can be kept.
        QCOMPARE(shelf.style(1), app::AnswerStyle());
        const app::AnswerStyle style{app::Tone::Formal, app::AnswerLanguage::Chinese,
                                     app::AnswerLength::Short};
        shelf.setStyle(1, style);
        QCOMPARE(app::ConversationShelf(store).style(1), style);
        SQLite::Database copy(file + ".v2");
        QCOMPARE(versionOf(copy), 2);
        QCOMPARE(copy.execAndGet("SELECT count(*) FROM turns").getInt(), 4);
    }

    void aCopyThatCannotBeWrittenIsSaidAndNothingIsChanged() {
        QTemporaryDir folder;
        const QString file = folder.filePath("conversations.db");
        SQLite::Database database(file.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        app::applySchema(database, app::schemaSteps().first(1));
        QVERIFY(QDir().mkpath(file + ".v1.part"));  // stands where the copy is to be written
        try {
            app::applySchema(database);
            QFAIL("no exception");
        } catch (const app::StoreError& error) {
            QVERIFY(error.sentence().contains(file));
        }
        QCOMPARE(versionOf(database), 1);
        QVERIFY(!QFile::exists(file + ".v1"));
        QVERIFY(QDir().rmdir(file + ".v1.part"));
        app::applySchema(database);  // the next start brings it up to date
        QCOMPARE(versionOf(database), int(app::schemaSteps().size()));
        QVERIFY(QFile::exists(file + ".v1"));
    }

    void aHalfCopyOfAKilledProgramIsNoCopy() {
        QTemporaryDir folder;
        const QString file = folder.filePath("conversations.db");
        SQLite::Database database(file.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        app::applySchema(database, app::schemaSteps().first(1));
        QFile half(file + ".v1.part");
        QVERIFY(half.open(QIODevice::WriteOnly));
        half.write(QByteArray(3000, 'x'));
        half.close();
        app::applySchema(database);
        QVERIFY(!half.exists());
        SQLite::Database copy((file + ".v1").toStdString());
        QCOMPARE(versionOf(copy), 1);
    }

    void aStepThatFailsChangesNothing() {
        SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        app::applySchema(database);
        std::vector<app::SchemaStep> more(app::schemaSteps().begin(), app::schemaSteps().end());
        more.push_back("CREATE TABLE extra (id INTEGER); nonsense");
        QVERIFY_EXCEPTION_THROWN(app::applySchema(database, more), SQLite::Exception);
        QCOMPARE(versionOf(database), int(more.size()) - 1);
        QVERIFY(!database.tableExists("extra"));
    }

    void aNewerFileIsLeftAlone() {
        SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec("PRAGMA user_version = 1000");
        QVERIFY_EXCEPTION_THROWN(app::applySchema(database), app::StoreError);
        QCOMPARE(versionOf(database), 1000);
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "schema_test.moc"
