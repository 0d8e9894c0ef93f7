#include "app/server/audit/audit_verify.h"

#include <algorithm>
#include <fstream>
#include <limits>

#include "app/server/audit/audit_chain.h"
#include "app/server/audit/audit_files.h"
#include "app/server/crypto/digest.h"

namespace app {
namespace {

namespace fs = std::filesystem;

/// Where the walk stands.
struct Walk {
    AuditResult result;
    std::string torn;  ///< a line that is no record: right if the next one notes it
    AuditBreak tornAt;
    bool hasTorn = false;
    bool hasStart = false;

    bool fails(const fs::path& file, std::int64_t line, std::int64_t number, AuditFault fault) {
        result.firstBreak = AuditBreak{file, line, number, fault};
        return false;
    }
    std::int64_t expected() const { return result.firstNumber + result.records; }

    bool take(const fs::path& file, std::int64_t lineNumber, const std::string& line);
};

bool Walk::take(const fs::path& file, std::int64_t lineNumber, const std::string& line) {
    const auto link = auditLinkOf(line);
    if (!link) {
        if (hasTorn) return fails(tornAt.file, tornAt.line, tornAt.number, AuditFault::NotARecord);
        torn = line;
        tornAt = {file, lineNumber, hasStart ? expected() : 1, AuditFault::NotARecord};
        hasTorn = true;
        return true;
    }
    if (hasTorn && link->tornHash != hexOf(sha256(torn))) {
        return fails(tornAt.file, tornAt.line, tornAt.number, AuditFault::NotARecord);
    }
    if (link->computed != link->hash) return fails(file, lineNumber, link->number, AuditFault::Changed);
    // A note without its torn line: that line was taken away.
    const bool lacksTorn = !link->tornHash.empty() && !hasTorn;
    hasTorn = false;
    if (!hasStart) {
        // The first of all follows nothing; older files may have been deleted in time.
        const bool isFirst = link->number == 1;
        if (link->number < 1 || isFirst != (link->previous == auditStart) || lacksTorn) {
            return fails(file, lineNumber, link->number, AuditFault::Broken);
        }
        hasStart = true;
        result.firstNumber = link->number;
    } else if (link->number != expected() || link->previous != result.head || lacksTorn) {
        return fails(file, lineNumber, link->number, AuditFault::Broken);
    }
    ++result.records;
    result.head = link->hash;
    return true;
}

bool walkFile(Walk& walk, const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in || fs::is_directory(file)) return walk.fails(file, 0, walk.expected(), AuditFault::NotReadable);
    std::string line;
    for (std::int64_t number = 1; std::getline(in, line); ++number) {
        if (in.eof()) return walk.fails(file, number, walk.expected(), AuditFault::Unfinished);
        if (!walk.take(file, number, line)) return false;
    }
    return true;
}

}  // namespace

AuditResult verifyAudit(std::vector<fs::path> files, const std::string& head) {
    const auto firstOf = [](const fs::path& file) {
        return auditTailOf(file).firstNumber.value_or(std::numeric_limits<std::int64_t>::max());
    };
    std::stable_sort(files.begin(), files.end(), [&](const fs::path& left, const fs::path& right) {
        return firstOf(left) < firstOf(right);
    });
    Walk walk;
    walk.result.head = auditStart;
    walk.result.firstNumber = 1;
    for (const fs::path& file : files) {
        if (!walkFile(walk, file)) return walk.result;
    }
    if (walk.hasTorn) {
        walk.fails(walk.tornAt.file, walk.tornAt.line, walk.tornAt.number, AuditFault::NotARecord);
    } else if (!head.empty() && head != walk.result.head) {
        const fs::path last = files.empty() ? fs::path() : files.back();
        walk.fails(last, 0, walk.expected() - 1, AuditFault::WrongHead);
    }
    return walk.result;
}

}  // namespace app
