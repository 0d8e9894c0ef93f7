#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/server/auth/caller.h"

namespace app {

/// One sentence in the user's language that says what to do next; never holds a key.
class AuthError final : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// Seconds since 1970, UTC.
using UnixTime = std::int64_t;
UnixTime unixNow();

/// What is kept of a key. The key itself is not among it.
struct ApiKey {
    std::string name;  ///< chosen by the operator, unique, 1 to 64 of [A-Za-z0-9._-]
    std::string id;    ///< random; tells apart two keys that had the same name one after the other
    std::string hash;  ///< SHA-256 of the key, lower-case hex
    std::vector<std::string> scopes;
    UnixTime created = 0;
    UnixTime lastUsed = 0;  ///< 0: never; exact to a minute
};

/// The API keys of one file (JSON, mode 600, replaced as a whole). A key is 256 random bits, so that a plain
/// SHA-256 keeps it. Several processes may use one file: a running server sees an added or revoked key within
/// a second. From any thread.
class ApiKeys final {
 public:
    /// A missing file holds no keys. Throws AuthError when the file is damaged, and PrivateFileError.
    explicit ApiKeys(std::filesystem::path file);
    /// Writes the last uses that are still open.
    ~ApiKeys();
    ApiKeys(const ApiKeys&) = delete;
    ApiKeys& operator=(const ApiKeys&) = delete;

    /// server/keys.json in the data folder.
    static std::filesystem::path defaultFile();

    /// Makes a key and returns it: "gd-" and 43 characters. It cannot be read again later.
    /// Throws AuthError when the name is taken or malformed, or a scope is unknown or missing.
    std::string add(const std::string& name, const std::vector<std::string>& scopes,
                    UnixTime now = unixNow());

    /// False when there is no such key.
    bool revoke(const std::string& name);

    std::vector<ApiKey> list() const;
    bool isEmpty() const;

    /// The caller whose key this is. Every stored hash is compared, in constant time.
    std::optional<Caller> verify(std::string_view key, UnixTime now = unixNow());

    /// True once a minute when keys were used since: writeLastUses() has something to do.
    bool areUsesDue(UnixTime now = unixNow());
    /// Waits for the disk and for other processes, and lets nobody wait who verifies.
    void writeLastUses();

 private:
    using FileStamp = std::pair<std::int64_t, std::uint64_t>;  ///< time of change in ns, inode

    FileStamp stamp() const;
    void reload();
    void reloadIfChanged();

    const std::filesystem::path m_file;
    mutable std::mutex m_mutex;
    std::vector<ApiKey> m_keys;
    FileStamp m_stamp{};
    std::chrono::steady_clock::time_point m_nextLook{};
    UnixTime m_due = 0;  ///< when last uses were due
    bool m_hasNewUses = false;
};

}  // namespace app
