#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <memory>

#include <QString>

namespace app {

/// One connection to conversations.db (SQLite, WAL), of one thread. It is opened at the first use and again
/// after a failure, so a disk that comes back is used. Several processes may hold one each: readers never
/// wait, a writer waits a moment for another.
class StoreDatabase final {
 public:
    /// `folder` empty: in memory, for tests.
    explicit StoreDatabase(const QString& folder) : m_folder(folder) {}

    const QString& folder() const { return m_folder; }
    bool isInMemory() const { return m_folder.isEmpty(); }

    /// Calls `call(SQLite::Database&)`. SQLite's exceptions become one StoreError.
    template <class Call>
    auto use(const Call& call) {
        try {
            return call(connection());
        } catch (const SQLite::Exception& error) {
            fail(error);
        }
    }

    /// `use` in one transaction; `durable`: it outlives a power cut once this returns.
    template <class Call>
    auto write(bool durable, const Call& call) {
        return use([&](SQLite::Database& database) {
            database.exec(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
            if constexpr (std::is_void_v<decltype(call(database))>) {
                call(database);
                transaction.commit();
            } else {
                auto result = call(database);
                transaction.commit();
                return result;
            }
        });
    }

 private:
    SQLite::Database& connection();
    [[noreturn]] void fail(const SQLite::Exception& error);

    QString m_folder;
    std::unique_ptr<SQLite::Database> m_database;
};

/// Milliseconds since 1970, UTC.
std::int64_t storeTime();

}  // namespace app
