#include "app/conversations/open_database.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <string>

#include <QDir>
#include <QFile>

namespace app {

std::unique_ptr<SQLite::Database> openDatabase(const QString& folder, const QString& name,
                                               std::span<const SchemaStep> steps) {
    constexpr int busyMilliseconds = 500;  // another window may be writing
    if (!folder.isEmpty()) QDir().mkpath(folder);
    const std::string file =
        folder.isEmpty() ? ":memory:" : QFile::encodeName(QDir(folder).filePath(name)).toStdString();
    auto opened = std::make_unique<SQLite::Database>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                                     busyMilliseconds);
    opened->exec("PRAGMA journal_mode = WAL");
    opened->exec("PRAGMA foreign_keys = ON");
    opened->exec("PRAGMA secure_delete = ON");  // what the agent deletes is gone from the file
    applySchema(*opened, steps);
    return opened;
}

}  // namespace app
