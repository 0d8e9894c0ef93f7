#include "app/server/audit/audit_log.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <QCoreApplication>
#include <spdlog/spdlog.h>

#include "app/server/audit/audit_chain.h"
#include "app/server/audit/audit_files.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(AuditLog)
};

[[noreturn]] void failWith(const QString& sentence, const std::filesystem::path& file) {
    throw AuditError(sentence.arg(QString::fromStdString(file.string())).toStdString());
}

}  // namespace

AuditLog::AuditLog(AuditSettings settings) : m_settings(std::move(settings)), m_head(auditStart) {
    std::error_code ignored;
    if (m_settings.file.has_parent_path()) {
        std::filesystem::create_directories(m_settings.file.parent_path(), ignored);
    }
    open();
    try {
        goOn();
    } catch (...) {
        close(m_file);
        throw;
    }
}

AuditLog::~AuditLog() {
    if (m_file < 0) return;
    if (m_settings.sync != AuditSync::Never) fsync(m_file);
    close(m_file);
}

void AuditLog::failToWrite() const {
    failWith(Text::tr("The audit log %1 cannot be written: check the free space."), m_settings.file);
}

void AuditLog::open() {
    m_file = ::open(m_settings.file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_file < 0) {
        throw AuditError(Text::tr("The audit log %1 cannot be written (%2): check the folder's permissions.")
                             .arg(QString::fromStdString(m_settings.file.string()),
                                  QString::fromLocal8Bit(std::strerror(errno)))
                             .toStdString());
    }
    if (flock(m_file, LOCK_EX | LOCK_NB) != 0) {
        close(m_file);
        failWith(Text::tr("Another server writes the audit log %1: end it, or name another file."),
                 m_settings.file);
    }
    m_size = lseek(m_file, 0, SEEK_END);
}

void AuditLog::goOn() {
    const AuditTail tail = auditTailOf(m_settings.file);
    if (tail.isForeign) {
        failWith(Text::tr("%1 does not end in a record of an audit log: move it away, or name another file."),
                 m_settings.file);
    }
    std::optional<AuditLink> last = tail.last;
    if (!last) {
        // Nothing whole in it yet: the chain goes on from the newest full file.
        const auto full = fullAuditFiles(m_settings.file);
        if (!full.empty()) {
            last = auditTailOf(full.back()).last;
            if (!last)
                failWith(
                    Text::tr("%1 does not end in a record of an audit log: move it away, or name another "
                             "file."),
                    full.back());
        }
    }
    if (last) {
        m_number = last->number;
        m_head = last->hash;
    }
    m_firstNumber = tail.firstNumber.value_or(m_number + 1);
    if (tail.torn.empty()) return;
    const auto whole = auditLinkOf(tail.torn);
    if (whole && whole->hash == whole->computed && whole->previous == m_head) {
        // Only its line break is missing.
        if (!append("\n")) failToWrite();
        m_number = whole->number;
        m_head = whole->hash;
        return;
    }
    const AuditLine note = auditNoteOfTornLine(tail.torn, m_number + 1, m_head);
    if (!append("\n" + note.text + "\n")) failToWrite();
    ++m_number;
    m_head = note.hash;
    spdlog::warn("The audit log's last line was torn; it is kept and noted");
}

bool AuditLog::write(const AuditRecord& record) {
    const std::lock_guard guard(m_mutex);
    const AuditLine line =
        auditLineOf(record, m_number + 1, m_head, m_settings.withText, m_settings.withPictures);
    rotateFor(static_cast<std::int64_t>(line.text.size()) + 1);
    if (m_file < 0 || !append(line.text + "\n")) {
        spdlog::error("The audit log cannot be written");
        return false;
    }
    ++m_number;
    m_head = line.hash;
    return true;
}

bool AuditLog::append(const std::string& line) {
    std::size_t done = 0;
    while (done < line.size()) {
        const ssize_t count = pwrite(m_file, line.data() + done, line.size() - done,
                                     static_cast<off_t>(m_size + static_cast<std::int64_t>(done)));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) {
            // Half a record is worse than none.
            if (ftruncate(m_file, static_cast<off_t>(m_size)) != 0)
                spdlog::error("The audit log has a torn line");
            return false;
        }
        done += static_cast<std::size_t>(count);
    }
    m_size += static_cast<std::int64_t>(line.size());
    const auto now = std::chrono::steady_clock::now();
    const bool isDue =
        m_settings.sync == AuditSync::EveryRecord ||
        (m_settings.sync == AuditSync::EverySecond && now - m_synced >= std::chrono::seconds(1));
    if (!isDue) return true;
    m_synced = now;
    if (fdatasync(m_file) == 0) return true;
    spdlog::error("The audit log cannot be synced");
    return m_settings.sync != AuditSync::EveryRecord;
}

void AuditLog::rotateFor(std::int64_t bytes) {
    if (m_file >= 0 && (m_size == 0 || m_size + bytes <= m_settings.maxBytes)) return;
    if (m_file >= 0) {
        if (m_settings.sync != AuditSync::Never) fsync(m_file);
        const auto full = fullAuditFile(m_settings.file, m_firstNumber);
        if (std::rename(m_settings.file.c_str(), full.c_str()) != 0) {
            spdlog::error("The audit log cannot be rotated; it grows on");
            return;
        }
        close(m_file);
        m_file = -1;
    }
    try {
        open();
    } catch (const AuditError& error) {
        spdlog::error("{}", error.what());  // the next record tries again
        m_file = -1;
        return;
    }
    m_firstNumber = m_number + 1;
    deleteOldFiles();
}

void AuditLog::deleteOldFiles() const {
    if (m_settings.keepFiles <= 0) return;
    const auto full = fullAuditFiles(m_settings.file);
    const auto keep = static_cast<std::size_t>(m_settings.keepFiles);
    for (std::size_t i = 0; i + keep < full.size(); ++i) {
        std::error_code error;
        std::filesystem::remove(full[i], error);
    }
}

void AuditLog::sync() {
    const std::lock_guard guard(m_mutex);
    if (m_file >= 0) fdatasync(m_file);
}

std::string AuditLog::head() const {
    const std::lock_guard guard(m_mutex);
    return m_head;
}

}  // namespace app
