#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace app {

struct AuditRecord;

/// The hash before the first record.
inline constexpr std::string_view auditStart =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// One line of the log without its end, as text: {"number":…,"previous":"…",…,"hash":"…"}.
struct AuditLine {
    std::string text;
    std::string hash;
};

AuditLine auditLineOf(const AuditRecord& record, std::int64_t number, std::string_view previous,
                      bool withText, bool withPictures);

/// Notes that the line before this one, of which `torn` is there, was not finished.
AuditLine auditNoteOfTornLine(std::string_view torn, std::int64_t number, std::string_view previous);

/// What a line says about itself. Empty when it is no record.
struct AuditLink {
    std::int64_t number = 0;
    std::string previous;
    std::string hash;      ///< as written
    std::string computed;  ///< as it should be
    std::string tornHash;  ///< SHA-256 of the torn line before it; empty in every other record
};
std::optional<AuditLink> auditLinkOf(std::string_view line);

}  // namespace app
