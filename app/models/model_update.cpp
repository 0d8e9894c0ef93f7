#include "app/models/model_update.h"

#include <algorithm>

#include <QCoreApplication>

#include "app/models/disk.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelUpdate)
};

const ModelFile* find(const QList<ModelFile>& files, const QString& name) {
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const ModelFile& file) { return file.name == name; });
    return found == files.end() ? nullptr : &*found;
}

bool isSame(const ModelFile& one, const ModelFile& other, bool isSameRevision) {
    if (one.size != other.size) return false;
    if (!one.sha256.isEmpty() && !other.sha256.isEmpty()) return one.sha256 == other.sha256;
    if (!one.gitBlob.isEmpty() && !other.gitBlob.isEmpty()) return one.gitBlob == other.gitBlob;
    return isSameRevision;
}

}  // namespace

QString ModelUpdate::sentence() const {
    const QString size = sizeText(downloadBytes);
    return Text::tr("%1 has a newer revision %2 (here: %3): %n file(s) differ, %4 to download.", nullptr,
                    static_cast<int>(changed.size() + added.size() + removed.size()))
        .arg(model, to.left(8), from.left(8), size);
}

std::optional<ModelUpdate> updateOf(const InstalledModel& installed, const RemoteModel& remote) {
    const ModelManifest& manifest = installed.manifest;
    const QList<ModelFile>& here = manifest.asPublished();
    const bool isSameRevision = manifest.revision == remote.revision;
    ModelUpdate update;
    update.model = manifest.name;
    update.from = manifest.revision;
    update.to = remote.revision;
    for (const ModelFile& file : remote.files) {
        const ModelFile* old = find(here, file.name);
        if (old != nullptr && isSame(file, *old, isSameRevision)) continue;
        (old == nullptr ? update.added : update.changed) += file.name;
        update.downloadBytes += file.size;
    }
    for (const ModelFile& file : here) {
        if (find(remote.files, file.name) == nullptr) update.removed += file.name;
    }
    if (update.changed.isEmpty() && update.added.isEmpty() && update.removed.isEmpty()) return {};
    // The weights of a converted model are made of all the published ones.
    if (!manifest.published.isEmpty()) {
        update.downloadBytes = 0;
        for (const ModelFile& file : remote.files)
            update.downloadBytes += file.size;
    }
    return update;
}

}  // namespace app
