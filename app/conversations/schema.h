#pragma once

#include <span>

namespace SQLite {
class Database;
}

namespace app {

/// One numbered step: SQL that takes the schema from the version before to its own (its place in the list,
/// from 1).
using SchemaStep = const char*;

std::span<const SchemaStep> schemaSteps();

/// Brings the database to the newest version, each step in a transaction of its own; an older file is copied
/// first to NAME.v<version>. Throws StoreError when a newer program wrote it, SQLite::Exception otherwise.
void applySchema(SQLite::Database& database, std::span<const SchemaStep> steps = schemaSteps());

}  // namespace app
