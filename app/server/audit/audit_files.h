#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/server/audit/audit_chain.h"

namespace app {

/// NAME-<first record, 12 digits>.jsonl beside `file`.
std::filesystem::path fullAuditFile(const std::filesystem::path& file, std::int64_t firstNumber);

/// The full ones that are there, the oldest first.
std::vector<std::filesystem::path> fullAuditFiles(const std::filesystem::path& file);

/// How a file begins and ends.
struct AuditTail {
    std::optional<std::int64_t> firstNumber;  ///< of the first whole record
    std::optional<AuditLink> last;            ///< the last whole record
    std::string torn;                         ///< behind the last line break
    bool isForeign = false;                   ///< its last whole line is no record
};
AuditTail auditTailOf(const std::filesystem::path& file);

}  // namespace app
