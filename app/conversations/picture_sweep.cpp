#include "app/conversations/picture_sweep.h"

#include <spdlog/spdlog.h>

#include "app/conversations/picture_store.h"
#include "app/conversations/store_database.h"

namespace app {
namespace {

constexpr int halfSeconds = 3600;  ///< nothing is written as long as that

}  // namespace

bool isPictureUsed(SQLite::Database& database, const std::string& hash) {
    SQLite::Statement row(
        database,
        "SELECT EXISTS (SELECT 1 FROM turn_pictures WHERE hash = :hash) OR EXISTS (SELECT 1 "
        "FROM draft_pictures WHERE hash = :hash)");
    row.bind(":hash", hash);
    return row.executeStep() && row.getColumn(0).getInt() != 0;
}

int sweepPictures(StoreDatabase& database, PictureStore& pictures, std::stop_token stop) {
    int gone = 0;
    for (const QByteArray& hash : pictures.hashes()) {
        if (stop.stop_requested()) return gone;
        const std::string name = hash.toStdString();
        if (database.use([&](SQLite::Database& db) { return isPictureUsed(db, name); })) continue;
        // Asked again where nobody can begin to use it: who does, writes its file inside such a transaction.
        database.write(false, [&](SQLite::Database& db) {
            if (isPictureUsed(db, name)) return;
            pictures.remove(hash);
            ++gone;
        });
    }
    pictures.removeHalves(QDateTime::currentDateTimeUtc().addSecs(-halfSeconds));
    if (gone > 0) spdlog::info("{} picture files that nothing names are removed", gone);
    return gone;
}

}  // namespace app
