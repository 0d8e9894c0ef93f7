#include "app/models/model_rows.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include "app/models/bundled.h"
#include "app/models/catalogue.h"

namespace app {
namespace {

QByteArray configIn(const QString& folder) {
    QFile file(QDir(folder).filePath(QStringLiteral("config.json")));
    return file.open(QFile::ReadOnly) ? file.read(1 << 20) : QByteArray();
}

/// Scales beside weights are this program's own notation for int8 and int4.
bool isConverted(const QString& folder) {
    QFile index(QDir(folder).filePath(QStringLiteral("model.safetensors.index.json")));
    return index.open(QFile::ReadOnly) && index.read(64 << 20).contains(".weight.scales\"");
}

std::int64_t bytesIn(const QString& folder) {
    std::int64_t bytes = 0;
    for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files))
        bytes += file.size();
    return bytes;
}

bool isInUse(const QString& folder, const QString& inUse) {
    return bundled::isSameFolder(folder, inUse.isEmpty() ? bundled::demoModelFolder() : inUse);
}

void addInstalled(ModelRow& row, const InstalledModel& model, const ModelStore& store,
                  const QList<ModelUpdate>& updates) {
    row.installed = model;
    row.previous = store.previous(model.manifest.name);
    row.folder = model.folder;
    row.bytes = model.manifest.bytes();
    for (const ModelUpdate& update : updates) {
        if (update.model == row.name && update.from == model.manifest.revision) row.update = update;
    }
}

}  // namespace

QList<ModelRow> ModelRows::of(const ModelStore& store, const QList<ModelUpdate>& updates,
                              const QString& inUse) {
    QList<ModelRow> rows;
    for (const CatalogueModel& model : catalogue()) {
        ModelRow row;
        row.name = model.name;
        row.licence = model.licence;
        row.isBundled = model.isBundled;
        row.isCatalogued = !model.isBundled;
        if (model.isBundled) {
            row.folder = bundled::demoModelFolder();
            row.bytes = bytesIn(row.folder);
            row.fit = fitOf(configIn(row.folder), WeightsChoice::Bfloat16);
        } else {
            row.fit = fitOf(model.config);
            if (!row.fit.kinds.isEmpty()) row.bytes = row.fit.kinds.first().files;
            row.partBytes = store.incomingBytes(model.name);
        }
        if (const auto installed = store.current(model.name)) addInstalled(row, *installed, store, updates);
        row.isInUse = isInUse(row.folder, inUse);
        rows.append(row);
    }
    for (const InstalledModel& model : store.installed()) {
        if (!model.isCurrent || catalogueModel(model.manifest.name)) continue;
        ModelRow row;
        row.name = model.manifest.name;
        if (const auto known = catalogueModel(model.manifest.original)) row.licence = known->licence;
        row.fit = fitOf(configIn(model.folder), model.manifest.weights);
        row.partBytes = store.incomingBytes(row.name);
        addInstalled(row, model, store, updates);
        row.isInUse = isInUse(row.folder, inUse);
        rows.append(row);
    }
    return rows;
}

FolderModel ModelRows::inFolder(const QString& folder) {
    return {fitOf(configIn(folder)), isConverted(folder)};
}

/// `only` these weights, of a model that has them already; Auto: all.
ModelFit ModelRows::fitOf(const QByteArray& config, WeightsChoice only) {
    if (config.isEmpty()) return {};
    if (!m_machine) m_machine = m_tools.machine();
    auto found = m_needs.constFind(config);
    if (found == m_needs.cend()) found = m_needs.insert(config, m_tools.needs(config, nullptr));
    QList<WeightsNeed> kinds = *found;
    if (only != WeightsChoice::Auto)
        kinds.removeIf([only](const WeightsNeed& kind) { return kind.weights != only; });
    return judgeFit(kinds, *m_machine);
}

}  // namespace app
