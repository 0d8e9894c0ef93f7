#include "app/queue/queue_store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <string>

#include <QCoreApplication>
#include <QDir>
#include <spdlog/spdlog.h>

#include "app/conversations/open_database.h"
#include "app/conversations/store_error.h"

namespace app {
namespace {

constexpr SchemaStep steps[] = {
    // 1
    R"sql(
CREATE TABLE items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    problem TEXT NOT NULL DEFAULT ''
);
)sql",
};

constexpr const char* words[] = {"waiting", "running", "done", "failed"};

QueueState stateOf(const std::string& word) {
    for (int i = 0; i < 4; ++i) {
        if (word == words[i]) return static_cast<QueueState>(i);
    }
    return QueueState::Failed;
}

}  // namespace

QueueStore::QueueStore(const QString& folder) : m_folder(folder) {}

QueueStore::~QueueStore() = default;

SQLite::Database& QueueStore::connection() {
    if (!m_database) m_database = openDatabase(m_folder, QStringLiteral("queue.sqlite"), steps);
    return *m_database;
}

template <class Call>
auto QueueStore::use(const Call& call) {
    try {
        return call(connection());
    } catch (const SQLite::Exception& error) {
        spdlog::error("SQLite, queue: {} (code {})", error.what(), error.getExtendedErrorCode());
        if (!m_folder.isEmpty()) m_database.reset();  // opened anew at the next use
        throw StoreError(
            QCoreApplication::translate("QueueStore",
                                        "The queue in %1 could not be kept or read (%2): free disk space or "
                                        "check the folder's permissions.")
                .arg(QDir::toNativeSeparators(m_folder), QString::fromUtf8(error.what())));
    }
}

QList<QueueItem> QueueStore::items() {
    return use([](SQLite::Database& db) {
        QList<QueueItem> items;
        SQLite::Statement rows(db,
                               "SELECT id, conversation, turn, name, state, problem FROM items ORDER BY id");
        while (rows.executeStep()) {
            QueueItem item;
            item.id = rows.getColumn(0).getInt64();
            item.conversation = rows.getColumn(1).getInt64();
            item.turn = rows.getColumn(2).getInt64();
            item.name = QString::fromStdString(rows.getColumn(3).getString());
            item.state = stateOf(rows.getColumn(4).getString());
            item.problem = QString::fromStdString(rows.getColumn(5).getString());
            items += item;
        }
        return items;
    });
}

void QueueStore::add(QueueItem& item) {
    item.id = use([&](SQLite::Database& db) {
        SQLite::Statement statement(
            db, "INSERT INTO items (conversation, turn, name, state) VALUES (?, ?, ?, ?)");
        statement.bind(1, item.conversation);
        statement.bind(2, item.turn);
        statement.bind(3, item.name.toStdString());
        statement.bind(4, words[static_cast<int>(item.state)]);
        statement.exec();
        return std::int64_t{db.getLastInsertRowid()};
    });
}

void QueueStore::setState(std::int64_t id, QueueState state, const QString& problem) {
    use([&](SQLite::Database& db) {
        SQLite::Statement statement(db, "UPDATE items SET state = ?, problem = ? WHERE id = ?");
        statement.bind(1, words[static_cast<int>(state)]);
        statement.bind(2, problem.toStdString());
        statement.bind(3, id);
        return statement.exec();
    });
}

void QueueStore::remove(const QList<std::int64_t>& ids) {
    use([&](SQLite::Database& db) {
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement statement(db, "DELETE FROM items WHERE id = ?");
        for (const std::int64_t id : ids) {
            statement.bind(1, id);
            statement.exec();
            statement.reset();
        }
        transaction.commit();
        return 0;
    });
}

}  // namespace app
