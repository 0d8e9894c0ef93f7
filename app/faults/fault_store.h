#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <QString>

#include "app/faults/fault.h"

namespace SQLite {
class Database;
}

namespace app {

/// Known faults on disk: known_faults.sqlite (WAL). Several programs may hold it at once. Everything throws
/// StoreError. One thread.
class FaultStore final {
 public:
    /// What a search needs of an entry; all of them are kept in memory.
    struct Key {
        std::int64_t id = 0;
        QDateTime expires;
        QStringList codes;
        PicturePrint print;
    };
    /// By the ids of their entries.
    using Views = std::unordered_map<std::int64_t, PictureView>;

    /// `folder` empty: in memory, for tests.
    explicit FaultStore(const QString& folder);
    ~FaultStore();

    std::vector<Key> keys();
    /// What this model saw in the entries' pictures.
    Views views(const QString& model);
    /// Newest first, those that expired too.
    QList<Fault> all();
    std::optional<Fault> fault(std::int64_t id);
    /// One with the same picture and question takes the old one's place. Returns its id.
    std::int64_t add(const Fault& fault);
    /// All or none.
    void add(const QList<Fault>& faults);
    /// All but what a model sees in its picture.
    void change(const Fault& fault);
    void setView(std::int64_t id, const PictureView& view);
    void remove(const QList<std::int64_t>& ids);
    /// Another number when another program has written.
    int dataVersion();

 private:
    template <class Call>
    auto use(const Call& call);
    SQLite::Database& connection();

    QString m_folder;
    std::unique_ptr<SQLite::Database> m_database;
};

}  // namespace app
