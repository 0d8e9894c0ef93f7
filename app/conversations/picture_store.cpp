#include "app/conversations/picture_store.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSaveFile>
#include <spdlog/spdlog.h>

#include "app/conversations/disk_sync.h"
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

bool isHash(const QByteArray& name) {
    return name.size() == 64 && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace

PictureStore::PictureStore(const QString& folder) : m_folder(folder) {}

QList<QByteArray> PictureStore::hashes() const {
    QList<QByteArray> hashes;
    for (auto it = m_memory.begin(); it != m_memory.end(); ++it)
        hashes += it->first;
    if (m_folder.isEmpty()) return hashes;
    QDirIterator files(m_folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        if (isHash(files.fileName().toLatin1())) hashes += files.fileName().toLatin1();
    }
    return hashes;
}

void PictureStore::removeHalves(const QDateTime& before) {
    if (m_folder.isEmpty()) return;
    QDirIterator files(m_folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        const QByteArray name = files.fileName().toLatin1();
        if (isHash(name) || !isHash(name.left(64)) || files.fileInfo().lastModified() >= before) continue;
        QFile::remove(files.filePath());
    }
}

QString PictureStore::pathOf(const QByteArray& hash) const {
    // A damaged database must not lead out of the folder.
    if (!isHash(hash)) throw StoreError(Text::tr("A picture of this conversation is gone: attach it again."));
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
    syncToDisk(folder);
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
