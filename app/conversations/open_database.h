#pragma once

#include <memory>

#include <QString>

#include "app/conversations/schema.h"

namespace app {

/// Opens or makes one of the data folder's files, with WAL and its newest schema; `folder` empty: in memory,
/// for tests. Throws SQLite::Exception and StoreError.
std::unique_ptr<SQLite::Database> openDatabase(const QString& folder, const QString& name,
                                               std::span<const SchemaStep> steps);

}  // namespace app
