#include "app/conversations/schema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <filesystem>
#include <memory>
#include <string>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <spdlog/spdlog.h>

#include "app/conversations/disk_sync.h"
#include "app/conversations/store_error.h"

namespace app {
namespace {

constexpr int lockMilliseconds = 30000;  ///< that another program may take with a large file

// Times are milliseconds since 1970, UTC. Pictures are files of their own (PictureStore), named by hash.
constexpr SchemaStep steps[] = {
    // 1
    R"sql(
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL
);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    thinking TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    problem TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL DEFAULT '',
    prompt_tokens INTEGER NOT NULL DEFAULT 0,
    image_tokens INTEGER NOT NULL DEFAULT 0,
    new_tokens INTEGER NOT NULL DEFAULT 0,
    first_token_seconds REAL NOT NULL DEFAULT 0,
    total_seconds REAL NOT NULL DEFAULT 0
);
CREATE INDEX turns_of_conversation ON turns(conversation, position);
CREATE TABLE turn_pictures (
    turn INTEGER NOT NULL REFERENCES turns(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (turn, position)
) WITHOUT ROWID;
CREATE INDEX pictures_by_hash ON turn_pictures(hash);
)sql",
    // 2: titles, folders, tags, trash, drafts, branches, search
    R"sql(
CREATE TABLE folders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    instructions TEXT NOT NULL DEFAULT ''
);
ALTER TABLE conversations ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN title_by TEXT NOT NULL DEFAULT 'question';
ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN folder INTEGER REFERENCES folders(id) ON DELETE SET NULL;
ALTER TABLE conversations ADD COLUMN trashed INTEGER;
ALTER TABLE conversations ADD COLUMN shown INTEGER;
UPDATE conversations SET title = COALESCE((SELECT trim(substr(replace(replace(question, char(13), ' '), char(10), ' '),
    1, 60)) FROM turns WHERE conversation = conversations.id ORDER BY position, id LIMIT 1), '');
CREATE INDEX conversations_in_order ON conversations(trashed, pinned DESC, changed DESC);
CREATE INDEX conversations_by_folder ON conversations(folder);

ALTER TABLE turns ADD COLUMN parent INTEGER REFERENCES turns(id) ON DELETE CASCADE;
UPDATE turns SET parent = (SELECT before.id FROM turns before WHERE before.conversation = turns.conversation
    AND (before.position, before.id) < (turns.position, turns.id)
    ORDER BY before.position DESC, before.id DESC LIMIT 1);
CREATE INDEX turns_by_parent ON turns(parent);

CREATE TABLE tags (
    conversation INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (conversation, name)
) WITHOUT ROWID;
CREATE INDEX tags_by_name ON tags(name);

CREATE TABLE drafts (
    conversation INTEGER PRIMARY KEY,
    changed INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE draft_pictures (
    conversation INTEGER NOT NULL REFERENCES drafts(conversation) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (conversation, position)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE turn_words USING fts5(question, answer, tokenize = 'trigram');
INSERT INTO turn_words (rowid, question, answer) SELECT id, question, answer FROM turns;
CREATE TRIGGER turn_words_added AFTER INSERT ON turns BEGIN
    INSERT INTO turn_words (rowid, question, answer) VALUES (new.id, new.question, new.answer);
END;
CREATE TRIGGER turn_words_changed AFTER UPDATE OF question, answer ON turns
    WHEN old.question IS NOT new.question OR old.answer IS NOT new.answer BEGIN
    UPDATE turn_words SET question = new.question, answer = new.answer WHERE rowid = new.id;
END;
CREATE TRIGGER turn_words_removed AFTER DELETE ON turns BEGIN
    DELETE FROM turn_words WHERE rowid = old.id;
END;
)sql",
    // 3: how answers of one conversation are to be
    R"sql(
ALTER TABLE conversations ADD COLUMN style TEXT NOT NULL DEFAULT '';
)sql",
};

int versionOf(SQLite::Database& database) {
    return database.execAndGet("PRAGMA user_version").getInt();
}

/// Whole or not at all: written beside its place, synced, then renamed.
void keepCopy(SQLite::Database& database, int version) {
    const QString file = QFile::decodeName(database.getFilename().c_str());
    const QString copy = file + QStringLiteral(".v%1").arg(version);
    const QString part = copy + QStringLiteral(".part");
    try {
        QFile::remove(part);
        SQLite::Statement statement(database, "VACUUM INTO ?");
        statement.bind(1, QFile::encodeName(part).toStdString());
        statement.exec();
        syncToDisk(part);
        std::filesystem::rename(QFile::encodeName(part).toStdString(), QFile::encodeName(copy).toStdString());
        syncToDisk(QFileInfo(copy).path());
    } catch (const std::exception& error) {  // of SQLite or the file system
        QFile::remove(part);
        throw StoreError(
            QCoreApplication::translate("Schema",
                                        "%1 could not be copied before it is changed (%2): free disk space "
                                        "or check the folder's permissions.")
                .arg(QDir::toNativeSeparators(file), QString::fromUtf8(error.what())));
    }
    spdlog::info("Conversations of schema {} copied before the change", version);
}

/// Held by who brings a file to the newest schema; others wait, then find it done.
std::unique_ptr<QLockFile> lockOf(SQLite::Database& database) {
    const QString file = QFile::decodeName(database.getFilename().c_str());
    auto lock = std::make_unique<QLockFile>(file + QStringLiteral(".lock"));
    lock->setStaleLockTime(0);  // left by who was killed, not by time
    if (!lock->tryLock(lockMilliseconds) && lock->error() == QLockFile::LockFailedError) {
        throw StoreError(
            QCoreApplication::translate(
                "Schema", "Another program is bringing %1 up to date: wait until it is done, then try again.")
                .arg(QDir::toNativeSeparators(file)));
    }
    return lock;  // where none can be made, SQLite says what is wrong
}

}  // namespace

std::span<const SchemaStep> schemaSteps() {
    return steps;
}

void applySchema(SQLite::Database& database, std::span<const SchemaStep> list) {
    const int newest = static_cast<int>(list.size());
    const auto refuseNewer = [&](int version) {
        if (version <= newest) return;
        throw StoreError(
            QCoreApplication::translate("Schema",
                                        "The conversations in %1 were written by a newer GlanceDesk: "
                                        "install that version again.")
                .arg(QString::fromStdString(database.getFilename())));
    };
    refuseNewer(versionOf(database));
    if (versionOf(database) == newest) return;
    const std::string& file = database.getFilename();
    const bool isFile = !file.empty() && file != ":memory:";
    const auto lock = isFile ? lockOf(database) : nullptr;
    const int version = versionOf(database);  // another process may have been quicker
    refuseNewer(version);
    if (isFile && version > 0 && version < newest) keepCopy(database, version);
    for (int i = version; i < newest; ++i) {
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        database.exec(list[static_cast<std::size_t>(i)]);
        database.exec("PRAGMA user_version = " + std::to_string(i + 1));
        transaction.commit();
    }
}

}  // namespace app
