#pragma once

#include <memory>

#include <QList>
#include <QString>

#include "app/queue/queue_item.h"

namespace SQLite {
class Database;
}

namespace app {

/// The order of the queue on disk: queue.sqlite (WAL). Questions, pictures and answers are the
/// conversations' own. Everything throws StoreError. One thread.
class QueueStore final {
 public:
    /// `folder` empty: in memory, for tests.
    explicit QueueStore(const QString& folder);
    ~QueueStore();

    /// In order; of each its id, conversation, turn, name, state and problem.
    QList<QueueItem> items();
    /// At the end. Sets its id.
    void add(QueueItem& item);
    void setState(std::int64_t id, QueueState state, const QString& problem = {});
    void remove(const QList<std::int64_t>& ids);

 private:
    template <class Call>
    auto use(const Call& call);
    SQLite::Database& connection();

    QString m_folder;
    std::unique_ptr<SQLite::Database> m_database;
};

}  // namespace app
