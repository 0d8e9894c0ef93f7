#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <string>

#include "app/server/audit/audit_record.h"

namespace app {

/// One sentence in the user's language.
class AuditError final : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// When what was written reaches the disk. A crash of the program alone loses nothing under any of them.
enum class AuditSync { Never, EverySecond, EveryRecord };

struct AuditSettings {
    std::filesystem::path file;  ///< NAME.jsonl; full ones become NAME-<first record, 12 digits>.jsonl
    std::int64_t maxBytes = std::int64_t{64} * 1024 * 1024;  ///< of one file
    int keepFiles = 0;                                       ///< full ones that stay; 0: all
    AuditSync sync = AuditSync::EverySecond;
    bool withText = false;
    bool withPictures = false;
};

/// Appends one line of JSON for each request. Each carries its number, the hash of the record before it and
/// its own hash, also across files, so that a changed, missing or inserted record shows. One process at a
/// time holds a file. From any thread.
class AuditLog final {
 public:
    /// Goes on with the file's chain. A last line that a crash has torn is kept, ended, and noted in a record
    /// of its own. Throws AuditError when the file cannot be written, another process holds it, or it ends in
    /// something that is no audit log.
    explicit AuditLog(AuditSettings settings);
    ~AuditLog();
    AuditLog(const AuditLog&) = delete;
    AuditLog& operator=(const AuditLog&) = delete;

    /// False when it could not be written (a full disk); the file then ends with the record before it.
    bool write(const AuditRecord& record);

    /// To the disk, now.
    void sync();

    /// The last record's hash: kept elsewhere, it also shows a cut end or a chain that was written anew.
    std::string head() const;

 private:
    void open();
    void goOn();
    [[noreturn]] void failToWrite() const;
    void rotateFor(std::int64_t bytes);
    void deleteOldFiles() const;
    bool append(const std::string& line);

    const AuditSettings m_settings;
    mutable std::mutex m_mutex;
    int m_file = -1;
    std::int64_t m_size = 0;
    std::int64_t m_firstNumber = 1;  ///< of the open file
    std::int64_t m_number = 0;       ///< of the last record
    std::string m_head;
    std::chrono::steady_clock::time_point m_synced{};
};

}  // namespace app
