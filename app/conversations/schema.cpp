#include "app/conversations/schema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <string>

#include <QCoreApplication>
#include <QFile>
#include <spdlog/spdlog.h>

#include "app/conversations/store_error.h"

namespace app {
namespace {

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
};

int versionOf(SQLite::Database& database) {
    return database.execAndGet("PRAGMA user_version").getInt();
}

void keepCopy(SQLite::Database& database, int version) {
    const std::string& file = database.getFilename();
    if (file.empty() || file == ":memory:") return;
    const std::string copy = file + ".v" + std::to_string(version);
    QFile::remove(QFile::decodeName(copy.c_str()));
    SQLite::Statement statement(database, "VACUUM INTO ?");
    statement.bind(1, copy);
    statement.exec();
    spdlog::info("Conversations of schema {} copied before the change", version);
}

}  // namespace

std::span<const SchemaStep> schemaSteps() {
    return steps;
}

void applySchema(SQLite::Database& database, std::span<const SchemaStep> list) {
    const int version = versionOf(database);
    const int newest = static_cast<int>(list.size());
    if (version > newest) {
        throw StoreError(
            QCoreApplication::translate("Schema",
                                        "The conversations in %1 were written by a newer GlanceDesk: "
                                        "install that version again.")
                .arg(QString::fromStdString(database.getFilename())));
    }
    if (version > 0 && version < newest) keepCopy(database, version);
    for (int i = version; i < newest; ++i) {
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        if (versionOf(database) > i) continue;  // another process was quicker
        database.exec(list[static_cast<std::size_t>(i)]);
        database.exec("PRAGMA user_version = " + std::to_string(i + 1));
        transaction.commit();
    }
}

}  // namespace app
