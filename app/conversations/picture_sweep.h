#pragma once

#include <stop_token>
#include <string>

namespace SQLite {
class Database;
}

namespace app {

class PictureStore;
class StoreDatabase;

/// Whether a turn or a draft names it. Throws SQLite::Exception.
bool isPictureUsed(SQLite::Database& database, const std::string& hash);

/// Removes picture files that no turn and no draft names: a program that was killed between writing one and
/// its row leaves it. Others may write at the same time. Returns how many went. Throws StoreError. Any
/// thread, with a database of its own.
int sweepPictures(StoreDatabase& database, PictureStore& pictures, std::stop_token stop = {});

}  // namespace app
