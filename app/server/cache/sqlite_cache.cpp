#include "app/server/cache/sqlite_cache.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <unistd.h>

#include <spdlog/spdlog.h>

namespace app {
namespace {

// Times are milliseconds since 1970.
constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS answers (
    key BLOB PRIMARY KEY,
    value BLOB NOT NULL,
    size INTEGER NOT NULL,
    created INTEGER NOT NULL,
    used INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS answers_by_use ON answers(used, size);
)sql";
constexpr int schemaVersion = 1;
constexpr std::size_t mostUses = 1024;

void bindKey(SQLite::Statement& statement, int place, const CacheKey& key) {
    statement.bind(place, static_cast<const void*>(key.data()), static_cast<int>(key.size()));
}

std::string blobOf(const SQLite::Column& column) {
    return {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

}  // namespace

SqliteCache::SqliteCache(SqliteCacheSettings settings, WallClock clock)
    : m_settings(std::move(settings)), m_clock(std::move(clock)) {
    std::error_code ignored;
    std::filesystem::create_directories(m_settings.file.parent_path(), ignored);
    guarded([] {});
}

SqliteCache::~SqliteCache() {
    if (!m_uses.empty()) guarded([this] { saveUses(); });
}

void SqliteCache::open() {
    // Made by us first: SQLite gives its other files the same mode.
    const int file = ::open(m_settings.file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0) close(file);
    auto database = std::make_unique<SQLite::Database>(m_settings.file.string(),
                                                       SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 200);
    database->exec("PRAGMA journal_mode = WAL");
    database->exec("PRAGMA synchronous = NORMAL");  // the last answers may be lost, the file may not
    const int version = database->execAndGet("PRAGMA user_version").getInt();
    if (version != 0 && version != schemaVersion) throw SQLite::Exception("another version's cache");
    if (database->execAndGet("PRAGMA quick_check(1)").getString() != "ok") throw SQLite::Exception("damaged");
    database->exec(schema);
    database->exec("PRAGMA user_version = " + std::to_string(schemaVersion));
    m_bytes = database->execAndGet("SELECT coalesce(sum(size), 0) FROM answers").getInt64();
    m_database = std::move(database);
}

void SqliteCache::deleteFile() {
    m_database.reset();
    m_bytes = 0;
    m_uses.clear();
    for (const char* ending : {"", "-wal", "-shm"}) {
        std::error_code ignored;
        std::filesystem::remove(m_settings.file.string() + ending, ignored);
    }
}

/// Does the work on the open database, and once more on a new one when the file is damaged.
template <class Work>
void SqliteCache::guarded(const Work& work) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        try {
            if (!m_database) open();
            work();
            return;
        } catch (const std::exception& error) {
            ++m_counts.failures;
            const auto* fault = dynamic_cast<const SQLite::Exception*>(&error);
            const int code = fault != nullptr ? fault->getErrorCode() & 0xFF : 0;
            const bool isTransient = code == 5 || code == 6 || code == 13;  // busy, locked, disk full
            spdlog::warn("The answer cache failed ({})", error.what());
            if (isTransient) return;
            deleteFile();
        }
    }
}

std::int64_t SqliteCache::now() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_clock().time_since_epoch()).count();
}

std::optional<CachedAnswer> SqliteCache::find(const CacheKey& key) {
    const std::lock_guard guard(m_mutex);
    std::optional<CachedAnswer> answer;
    guarded([&] {
        SQLite::Statement select(*m_database, "SELECT value, created FROM answers WHERE key = ?");
        bindKey(select, 1, key);
        if (!select.executeStep()) return;
        const std::string value = blobOf(select.getColumn(0));
        const std::int64_t age = now() - select.getColumn(1).getInt64();
        select.reset();
        const std::chrono::milliseconds lifetime = m_settings.lifetime;
        // From the future: the clock was set back, and nobody knows how old it is.
        if (age < 0 || age >= lifetime.count()) return remove(key);
        answer = openedAnswer(value, key, m_settings.secret);
        if (!answer) {
            ++m_counts.failures;
            return remove(key);
        }
        // Written later: who finds an answer waits for no write.
        m_uses[key] = now();
        if (m_uses.size() >= mostUses) saveUses();
    });
    ++(answer ? m_counts.hits : m_counts.misses);
    return answer;
}

void SqliteCache::writeUses() {
    SQLite::Statement update(*m_database, "UPDATE answers SET used = ? WHERE key = ?");
    for (const auto& [key, time] : m_uses) {
        update.reset();
        update.bind(1, time);
        bindKey(update, 2, key);
        update.exec();
    }
    m_uses.clear();
}

void SqliteCache::saveUses() {
    SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
    writeUses();
    transaction.commit();
}

void SqliteCache::remove(const CacheKey& key) {
    m_uses.erase(key);
    SQLite::Statement statement(*m_database, "DELETE FROM answers WHERE key = ? RETURNING size");
    bindKey(statement, 1, key);
    while (statement.executeStep())
        m_bytes -= statement.getColumn(0).getInt64();
}

void SqliteCache::makeRoomFor(std::int64_t bytes) {
    while (m_bytes + bytes > m_settings.maxBytes) {
        SQLite::Statement oldest(*m_database, "SELECT key FROM answers ORDER BY used LIMIT 1");
        if (!oldest.executeStep()) {
            m_bytes = 0;
            return;
        }
        const std::string name = blobOf(oldest.getColumn(0));
        oldest.reset();
        CacheKey key{};
        if (name.size() != key.size()) throw SQLite::Exception("damaged");
        std::copy(name.begin(), name.end(), key.begin());
        remove(key);
        ++m_counts.evicted;
    }
}

void SqliteCache::store(const CacheKey& key, const CachedAnswer& answer) {
    const std::string value = sealedAnswer(answer, key, m_settings.secret);
    const auto size = static_cast<std::int64_t>(value.size());
    if (size > m_settings.maxBytes) return;
    const std::lock_guard guard(m_mutex);
    guarded([&] {
        const std::int64_t before = m_bytes;
        try {
            SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
            writeUses();
            remove(key);
            makeRoomFor(size);
            SQLite::Statement insert(
                *m_database, "INSERT INTO answers(key, value, size, created, used) VALUES (?, ?, ?, ?, ?)");
            bindKey(insert, 1, key);
            insert.bind(2, static_cast<const void*>(value.data()), static_cast<int>(value.size()));
            insert.bind(3, size);
            insert.bind(4, now());
            insert.bind(5, now());
            insert.exec();
            transaction.commit();
        } catch (...) {
            m_bytes = before;
            throw;
        }
        m_bytes += size;
        ++m_counts.stored;
    });
}

CacheCounts SqliteCache::counts() const {
    const std::lock_guard guard(m_mutex);
    return m_counts;
}

std::int64_t SqliteCache::bytes() const {
    const std::lock_guard guard(m_mutex);
    return m_bytes;
}

}  // namespace app
