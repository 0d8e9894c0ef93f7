#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>

#include <QByteArray>
#include <QFile>
#include <QString>

#include "app/models/content_hash.h"

namespace app {

/// The beginning of a file that is still being fetched, and the hash of it. One thread at a time. False: it
/// failed, and `problem` has the system's words.
class PartFile final {
 public:
    /// `size`: of the whole file; below 0: not known.
    PartFile(const QString& path, std::int64_t size);

    /// Opens it, or makes it, and hashes what it holds. More than the whole file can have is thrown away.
    bool open(const std::stop_token& stop);
    std::int64_t size() const { return m_size; }
    /// All of it or nothing.
    bool append(const QByteArray& bytes);
    /// How many of these bytes stand there from `offset` on, before the first that differs.
    std::int64_t same(std::int64_t offset, const QByteArray& bytes);
    /// Keeps the first bytes alone.
    bool cutTo(std::int64_t size);
    /// Syncs and closes it. Nothing may follow.
    bool finish(ContentDigests& digests);
    const QString& problem() const { return m_problem; }

 private:
    bool hashStart(std::int64_t size, const std::stop_token& stop);
    bool refuse();

    const std::int64_t m_whole;
    QFile m_file;
    QString m_problem;
    std::int64_t m_size = 0;
    std::unique_ptr<ContentHash> m_hash;
};

}  // namespace app
