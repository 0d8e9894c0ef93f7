#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "app/server/cache/response_cache.h"

namespace SQLite {
class Database;
}

namespace app {

struct SqliteCacheSettings {
    std::filesystem::path file;
    std::int64_t maxBytes =
        std::int64_t{256} * 1024 * 1024;  ///< of all answers; the least recently used goes first
    std::chrono::seconds lifetime{3600};
    std::string secret;  ///< of the values' MAC
};

/// Answers in one SQLite file, mode 600. A damaged file is deleted and begun anew.
class SqliteCache final : public ResponseCache {
 public:
    explicit SqliteCache(SqliteCacheSettings settings, WallClock clock = &std::chrono::system_clock::now);
    ~SqliteCache() override;

    std::optional<CachedAnswer> find(const CacheKey& key) override;
    void store(const CacheKey& key, const CachedAnswer& answer) override;
    CacheCounts counts() const override;

    /// Of all answers that are kept.
    std::int64_t bytes() const;

 private:
    template <class Work>
    void guarded(const Work& work);
    void open();
    void deleteFile();
    void remove(const CacheKey& key);
    void makeRoomFor(std::int64_t bytes);
    void writeUses();  // within a transaction
    void saveUses();
    std::int64_t now() const;

    const SqliteCacheSettings m_settings;
    const WallClock m_clock;
    mutable std::mutex m_mutex;
    std::unique_ptr<SQLite::Database> m_database;  ///< null: could not be opened, everything is a miss
    std::int64_t m_bytes = 0;
    std::map<CacheKey, std::int64_t> m_uses;  ///< when each was found; in the file with the next store
    CacheCounts m_counts;
};

}  // namespace app
