#include "app/models/model_store.h"

#include <algorithm>
#include <filesystem>

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <nlohmann/json.hpp>

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr auto manifestName = "manifest.json";
constexpr auto stateName = "state.json";
constexpr auto incomingName = ".incoming";
constexpr int shownRevision = 12;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelStore)
};

/// Which revisions of a name are in use; names of their slots.
struct State {
    QString current;
    QString previous;
};

fs::path pathOf(const QString& path) {
    return QFile::encodeName(path).toStdString();
}

State readState(const QString& home) {
    QFile file(QDir(home).filePath(stateName));
    if (!file.open(QFile::ReadOnly) || file.size() > (1 << 16)) return {};
    const QByteArray content = file.readAll();
    try {
        const auto json = nlohmann::json::parse(content.begin(), content.end());
        return {QString::fromStdString(json.value("current", std::string())),
                QString::fromStdString(json.value("previous", std::string()))};
    } catch (const nlohmann::json::exception&) {
        return {};
    }
}

bool writeState(const QString& home, const State& state) {
    const nlohmann::json json = {{"current", state.current.toStdString()},
                                 {"previous", state.previous.toStdString()}};
    QSaveFile file(QDir(home).filePath(stateName));
    if (!file.open(QFile::WriteOnly)) return false;
    file.write(QByteArray::fromStdString(json.dump()));
    return file.commit();
}

QString slotNameOf(const QString& revision) {
    QString name = revision.left(shownRevision);
    for (QChar& c : name) {
        if (!c.isLetterOrNumber() && c != u'-') c = u'_';
    }
    return name.isEmpty() ? QStringLiteral("unknown") : name;
}

/// Follows no link: what a link points to belongs to somebody else.
bool removeTree(const QString& path) {
    std::error_code problem;
    fs::remove_all(pathOf(path), problem);
    return !problem;
}

bool rename(const QString& from, const QString& to) {
    std::error_code problem;
    fs::rename(pathOf(from), pathOf(to), problem);
    return !problem;
}

QString cannotWrite(const QString& path) {
    return Text::tr("%1 cannot be written: check the folder's permissions and the free space.").arg(path);
}

QString cannotRemove(const QString& path) {
    return Text::tr("%1 cannot be removed: check its permissions, and close programs that use it.").arg(path);
}

}  // namespace

ModelStore::ModelStore(const QString& folder) : m_folder(QDir::cleanPath(folder)) {}

bool ModelStore::isName(const QString& name) {
    if (name.isEmpty() || name.size() > 100 || name.startsWith(u'.')) return false;
    return std::all_of(name.begin(), name.end(),
                       [](QChar c) { return c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'_'; });
}

QList<InstalledModel> ModelStore::installed() const {
    QList<InstalledModel> models;
    for (const QString& name : QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        models += installed(name);
    return models;
}

QList<InstalledModel> ModelStore::installed(const QString& name) const {
    if (!isName(name)) return {};
    const QDir home(QDir(m_folder).filePath(name));
    const State state = readState(home.path());
    QList<InstalledModel> models;
    for (const QString& slot : home.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const auto manifest = readManifest(home.filePath(slot + u'/' + manifestName));
        if (!manifest || manifest->name != name) continue;
        models.append({*manifest, home.filePath(slot), home.filePath(slot + u'/' + name),
                       slot == state.current, slot == state.previous});
    }
    // Without a readable state the newest one is it.
    const bool isMarked =
        std::any_of(models.begin(), models.end(), [](const auto& m) { return m.isCurrent; });
    std::sort(models.begin(), models.end(), [](const auto& one, const auto& other) {
        if (one.isCurrent != other.isCurrent) return one.isCurrent;
        return one.manifest.installed > other.manifest.installed;
    });
    if (!isMarked && !models.isEmpty()) models.first().isCurrent = true;
    return models;
}

std::optional<InstalledModel> ModelStore::current(const QString& name) const {
    for (const QString& there : QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (there.compare(name, Qt::CaseInsensitive) != 0) continue;
        const auto models = installed(there);
        if (!models.isEmpty()) return models.first();
    }
    return {};
}

std::optional<InstalledModel> ModelStore::previous(const QString& name) const {
    for (const InstalledModel& model : installed(name)) {
        if (model.isPrevious && !model.isCurrent) return model;
    }
    return {};
}

std::optional<InstalledModel> ModelStore::at(const QString& folder) const {
    const QString wanted = QFileInfo(folder).canonicalFilePath();
    if (wanted.isEmpty()) return {};
    const auto models = installed();
    const auto found = std::find_if(models.begin(), models.end(), [&](const InstalledModel& model) {
        return QFileInfo(model.folder).canonicalFilePath() == wanted;
    });
    if (found == models.end()) return {};
    return *found;
}

QString ModelStore::incoming(const QString& name) const {
    return QDir(m_folder).filePath(QLatin1String(incomingName) + u'/' + name);
}

std::int64_t ModelStore::incomingBytes(const QString& name) const {
    std::int64_t bytes = 0;
    if (!isName(name)) return bytes;
    QDirIterator files(incoming(name) + QStringLiteral("/files"), QDir::Files);
    while (files.hasNext()) {
        files.next();
        bytes += files.fileInfo().size();
    }
    return bytes;
}

void ModelStore::discardIncoming(const QString& name) const {
    if (isName(name)) removeTree(incoming(name));
}

QString ModelStore::commit(const QString& prepared, const ModelManifest& manifest,
                           InstalledModel* made) const {
    const QString home = QDir(m_folder).filePath(manifest.name);
    if (!isName(manifest.name) || !QDir().mkpath(home)) return cannotWrite(home);
    if (!writeManifest(QDir(prepared).filePath(manifestName), manifest)) return cannotWrite(prepared);
    const auto before = current(manifest.name);
    const QString slotName = slotNameOf(manifest.revision);
    const QString slot = QDir(home).filePath(slotName);
    // The same revision again takes the old one's place; until then the old one stays.
    const QString old = prepared + QStringLiteral(".old");
    removeTree(old);
    if (QFileInfo::exists(slot) && !rename(slot, old)) return cannotWrite(slot);
    if (!rename(prepared, slot)) {
        rename(old, slot);
        return cannotWrite(slot);
    }
    State state{slotName, {}};
    if (before && before->slot != slot) state.previous = QFileInfo(before->slot).fileName();
    if (before && before->slot == slot) state.previous = readState(home).previous;
    if (state.previous == slotName) state.previous.clear();
    if (!writeState(home, state)) return cannotWrite(home);
    removeTree(old);
    for (const InstalledModel& model : installed(manifest.name)) {
        if (!model.isCurrent && !model.isPrevious) removeTree(model.slot);
    }
    if (made != nullptr) *made = {manifest, slot, QDir(slot).filePath(manifest.name), true, false};
    return {};
}

QString ModelStore::rollBack(const QString& name, InstalledModel* made) const {
    const auto now = current(name);
    const auto old = now ? previous(now->manifest.name) : std::nullopt;
    if (!old) return Text::tr("There is no earlier revision of %1 to go back to.").arg(name);
    const QString home = QFileInfo(now->slot).path();
    if (!writeState(home, {QFileInfo(old->slot).fileName(), QFileInfo(now->slot).fileName()}))
        return cannotWrite(home);
    if (made != nullptr) {
        *made = *old;
        made->isCurrent = true;
        made->isPrevious = false;
    }
    return {};
}

QString ModelStore::remove(const InstalledModel& model) const {
    const QDir home(QFileInfo(model.slot).path());
    // What was installed lies exactly two folders deep, in folders of our own naming.
    const bool isOurs = QFileInfo(home.path()).path() == m_folder && isName(home.dirName()) &&
                        isName(QFileInfo(model.slot).fileName());
    // The manifest goes first: what is left of an interrupted removal counts as no model.
    if (!isOurs || !QFile::remove(QDir(model.slot).filePath(manifestName)) || !removeTree(model.slot))
        return cannotRemove(model.slot);
    if (installed(home.dirName()).isEmpty()) {
        QFile::remove(home.filePath(stateName));
        QDir().rmdir(home.path());
    }
    return {};
}

QString ModelStore::removeAll(const QString& name) const {
    if (!isName(name)) return Text::tr("%1 is no name of a model.").arg(name);
    discardIncoming(name);
    for (const InstalledModel& model : installed(name)) {
        if (QString problem = remove(model); !problem.isEmpty()) return problem;
    }
    return {};
}

std::optional<std::int64_t> ModelStore::freeBytes() const {
    QDir folder(m_folder);
    while (!folder.exists() && folder != QDir::root())
        folder.setPath(QFileInfo(folder.path()).path());
    std::error_code unknown;
    const auto room = fs::space(pathOf(folder.path()), unknown);
    if (unknown) return {};
    return static_cast<std::int64_t>(room.available);
}

}  // namespace app
