#include "app/models/part_file.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace app {

PartFile::PartFile(const QString& path, std::int64_t size) : m_whole(size), m_file(path) {}

bool PartFile::refuse() {
    m_problem = m_file.errorString();
    return false;
}

bool PartFile::open(const std::stop_token& stop) {
    if (!m_file.open(QFile::ReadWrite | QFile::Unbuffered)) return refuse();
    if (m_whole >= 0 && m_file.size() > m_whole && !m_file.resize(0)) return refuse();
    return hashStart(m_file.size(), stop);
}

bool PartFile::hashStart(std::int64_t size, const std::stop_token& stop) {
    m_hash = std::make_unique<ContentHash>(m_whole);
    m_size = 0;
    if (m_file.pos() != 0 && !m_file.seek(0)) return refuse();
    QByteArray part(1 << 20, Qt::Uninitialized);
    while (m_size < size) {
        if (stop.stop_requested()) return false;
        const qint64 count = m_file.read(part.data(), std::min<qint64>(part.size(), size - m_size));
        if (count <= 0) return refuse();
        m_hash->add(part.constData(), static_cast<std::size_t>(count));
        m_size += count;
    }
    return true;
}

bool PartFile::append(const QByteArray& bytes) {
    if (m_file.pos() != m_size && !m_file.seek(m_size)) return refuse();
    qint64 written = 0;
    while (written < bytes.size()) {
        const qint64 count = m_file.write(bytes.constData() + written, bytes.size() - written);
        if (count <= 0) {
            refuse();
            m_file.resize(m_size);  // half of it would not be in the hash
            return false;
        }
        written += count;
    }
    m_hash->add(bytes);
    m_size += written;
    return true;
}

std::int64_t PartFile::same(std::int64_t offset, const QByteArray& bytes) {
    if (!m_file.seek(offset)) return 0;
    const QByteArray there = m_file.read(std::min<qint64>(bytes.size(), m_size - offset));
    const auto [one, other] = std::mismatch(there.begin(), there.end(), bytes.begin());
    return one - there.begin();
}

bool PartFile::cutTo(std::int64_t size) {
    if (size >= m_size) return true;
    if (!m_file.resize(size)) return refuse();
    return hashStart(size, {});
}

bool PartFile::finish(ContentDigests& digests) {
    if (fsync(m_file.handle()) != 0) {
        m_problem = qt_error_string(errno);
        return false;
    }
    m_file.close();
    digests = m_hash->finish();
    return true;
}

}  // namespace app
