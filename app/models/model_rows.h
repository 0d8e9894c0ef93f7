#pragma once

#include <cstdint>
#include <optional>

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include "app/models/model_fit.h"
#include "app/models/model_store.h"
#include "app/models/model_tools.h"
#include "app/models/model_update.h"

namespace app {

/// One line of a list of models: of the catalogue, or installed.
struct ModelRow {
    QString name;
    QString licence;             ///< empty: not known
    bool isCatalogued = false;   ///< can be downloaded
    bool isBundled = false;      ///< ships with the program: neither downloaded nor removed
    bool isInUse = false;        ///< the settings name it
    std::int64_t bytes = 0;      ///< on disk when installed, else of the download
    std::int64_t partBytes = 0;  ///< of a download that was interrupted
    ModelFit fit;
    std::optional<InstalledModel> installed;
    std::optional<InstalledModel> previous;  ///< to go back to
    std::optional<ModelUpdate> update;
    QString folder;  ///< to be loaded; empty: not installed
};

/// A checkpoint in a folder that is not among the installed ones.
struct FolderModel {
    ModelFit fit;              ///< nothing in it: there is no config that is understood
    bool isConverted = false;  ///< its weights are int8 or int4 already
};

/// Makes the rows of what the catalogue knows and the disk holds. What models take is planned once for each
/// config. Main thread.
class ModelRows final {
 public:
    /// `tools` outlive it.
    explicit ModelRows(const ModelTools& tools) : m_tools(tools) {}

    /// The catalogue first, then what else is installed. `inUse`: the folder of the model in use; empty: the
    /// demo.
    QList<ModelRow> of(const ModelStore& store, const QList<ModelUpdate>& updates, const QString& inUse);

    FolderModel inFolder(const QString& folder);

 private:
    ModelFit fitOf(const QByteArray& config, WeightsChoice only = WeightsChoice::Auto);

    const ModelTools& m_tools;
    QHash<QByteArray, QList<WeightsNeed>> m_needs;  ///< by config
    std::optional<MachineMemory> m_machine;
};

}  // namespace app
