#include "app/conversations/picture_store.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <spdlog/spdlog.h>

#include "app/conversations/store_error.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(PictureStore)
};

[[noreturn]] void refuse(const QString& path, const QString& reason) {
    throw StoreError(
        Text::tr("A picture could not be kept in %1 (%2): free disk space or check the folder's permissions.")
            .arg(path, reason));
}

/// Makes a rename outlive a power cut.
void syncFolder(const QString& folder) {
    const int handle = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return;
    ::fsync(handle);
    ::close(handle);
}

}  // namespace

PictureStore::PictureStore(const QString& folder) : m_folder(folder) {}

QString PictureStore::pathOf(const QByteArray& hash) const {
    // A damaged database must not lead out of the folder.
    const bool isHash = hash.size() == 64 && std::all_of(hash.begin(), hash.end(), [](char c) {
                            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                        });
    if (!isHash) throw StoreError(Text::tr("A picture of this conversation is gone: attach it again."));
    return QDir(m_folder).filePath(QString::fromLatin1(hash.left(2)) + '/' + QString::fromLatin1(hash));
}

void PictureStore::keep(const QByteArray& hash, const QByteArray& bytes) {
    if (m_folder.isEmpty()) {
        m_memory[hash] = bytes;
        return;
    }
    const QString path = pathOf(hash);
    const QFileInfo file(path);
    if (file.isFile() && file.size() > 0)
        return;  // content-addressed, and only ever renamed into place whole
    const QString folder = file.path();
    if (!QDir().mkpath(folder)) refuse(folder, Text::tr("the folder cannot be made"));
    QSaveFile out(path);  // writes beside it, syncs and renames
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit()) {
        refuse(path, out.errorString());
    }
    syncFolder(folder);
}

QByteArray PictureStore::read(const QByteArray& hash) const {
    if (m_folder.isEmpty()) {
        const auto found = m_memory.find(hash);
        if (found != m_memory.end()) return found->second;
        throw StoreError(Text::tr("A picture of this conversation is gone: attach it again."));
    }
    QFile in(pathOf(hash));
    if (!in.open(QIODevice::ReadOnly)) {
        throw StoreError(Text::tr("The picture %1 cannot be read (%2): attach it again.")
                             .arg(in.fileName(), in.errorString()));
    }
    return in.readAll();
}

void PictureStore::remove(const QByteArray& hash) {
    m_memory.erase(hash);
    if (m_folder.isEmpty()) return;
    QFile file(pathOf(hash));
    if (file.exists() && !file.remove()) spdlog::warn("A picture cannot be removed: {}", hash.toStdString());
}

}  // namespace app
