#include "app/conversations/store_database.h"

#include <sqlite3.h>
#include <string>

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <spdlog/spdlog.h>

#include "app/conversations/open_database.h"
#include "app/conversations/store_error.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ConversationStore)
};

}  // namespace

SQLite::Database& StoreDatabase::connection() {
    if (!m_database) m_database = openDatabase(m_folder, QStringLiteral("conversations.db"), schemaSteps());
    return *m_database;
}

void StoreDatabase::fail(const SQLite::Exception& error) {
    spdlog::error("SQLite: {} (code {})", error.what(), error.getExtendedErrorCode());
    if (!isInMemory()) m_database.reset();
    const QString folder = QDir::toNativeSeparators(m_folder);
    const QString reason = QString::fromUtf8(error.what());
    const int code = error.getErrorCode();
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        throw StoreError(
            Text::tr("Another program holds the conversations in %1: try again in a moment.").arg(folder));
    }
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) {
        throw StoreError(
            Text::tr("The conversations in %1 are damaged (%2): put a copy of conversations.db in its place, "
                     "or move that file away to begin anew.")
                .arg(folder, reason));
    }
    throw StoreError(
        Text::tr("The conversation could not be kept or read in %1 (%2): free disk space or check the "
                 "folder's permissions.")
            .arg(folder, reason));
}

std::int64_t storeTime() {
    return QDateTime::currentMSecsSinceEpoch();
}

}  // namespace app
