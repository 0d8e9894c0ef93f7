#pragma once

#include <map>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace app {

/// Picture files by the hash of their pixels, so that the same picture is kept once. A file is there whole or
/// not at all: written beside its place, synced, then renamed. Throws StoreError. On disk any thread may
/// call, also at once.
class PictureStore final {
 public:
    /// `folder` empty: in memory, for tests.
    explicit PictureStore(const QString& folder);

    bool isInMemory() const { return m_folder.isEmpty(); }

    void keep(const QByteArray& hash, const QByteArray& bytes);
    QByteArray read(const QByteArray& hash) const;
    /// What cannot be removed stays, and is logged.
    void remove(const QByteArray& hash);
    /// All that are there.
    QList<QByteArray> hashes() const;
    /// What killed programs had only begun to write; `before`: others may be writing now.
    void removeHalves(const QDateTime& before);

 private:
    QString pathOf(const QByteArray& hash) const;

    QString m_folder;
    std::map<QByteArray, QByteArray> m_memory;
};

}  // namespace app
