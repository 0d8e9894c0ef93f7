#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace app {

enum class AuditFault {
    NotReadable,  ///< the file cannot be read
    NotARecord,   ///< the line is no record of an audit log
    Changed,      ///< the record does not have the hash that it says
    Broken,       ///< it does not follow the one before it: something is missing, moved or inserted
    Unfinished,   ///< the last line has no end; the next start of the server notes it
    WrongHead     ///< whole, but it does not end with the hash that was expected
};

struct AuditBreak {
    std::filesystem::path file;
    std::int64_t line = 0;    ///< from 1
    std::int64_t number = 0;  ///< the record's own, where it can be read; else the one that should stand here
    AuditFault fault = AuditFault::Changed;
};

struct AuditResult {
    std::optional<AuditBreak> firstBreak;
    std::int64_t records = 0;      ///< that are right, before the break
    std::int64_t firstNumber = 0;  ///< above 1 when older files were not given
    std::string head;              ///< hash of the last right record
};

/// Walks the files in the order of their first records. `head` empty: any end is right.
AuditResult verifyAudit(std::vector<std::filesystem::path> files, const std::string& head = {});

}  // namespace app
