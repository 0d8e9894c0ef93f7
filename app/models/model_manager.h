#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QList>
#include <QObject>
#include <QString>

#include "app/models/model_progress.h"
#include "app/models/model_rows.h"
#include "app/models/model_store.h"
#include "app/models/model_tools.h"
#include "app/models/model_update.h"
#include "app/settings/download_settings.h"

namespace app {

class ModelJob;
struct JobOrder;
struct SiteAccess;
struct WorkOutcome;

/// The models of this machine: what there is, and the work that brings, checks, changes and removes them.
/// One piece of work a model, several models at once. Each piece ends in exactly one of `finished`, `failed`
/// and `paused`. Main thread; disk and engine work on threads of their own.
class ModelManager final : public QObject {
    Q_OBJECT

 public:
    struct Options {
        QString folder;              ///< of the models
        DownloadSettings downloads;  ///< the site, the mirror
        QByteArray token;            ///< goes before the settings' and the keychain's
        QString modelInUse;          ///< folder; empty: the demo
        int filesAtOnce = 4;
        int stallSeconds = 30;  ///< a server that is silent for so long is asked again
    };
    ModelManager(ModelTools tools, Options options, QObject* parent = nullptr);
    /// Pauses what runs and waits for it; nothing is emitted any more.
    ~ModelManager() override;

    /// Reads the disk: catalogue first, then what else is installed.
    QList<ModelRow> rows() const;
    std::optional<ModelRow> row(const QString& name) const;
    /// What a folder holds that could be imported.
    FolderModel inFolder(const QString& folder) const;
    const ModelStore& store() const;

    /// From now on; what runs goes on as it began.
    void setDownloads(const DownloadSettings& downloads, const QString& folder);
    void setModelInUse(const QString& folder);

    bool isWorking(const QString& name) const;
    ModelProgress progress(const QString& name) const;

    // Each begins work; `failed` tells when it can't be begun.

    /// Also goes on with one that was paused or cut. `convertTo` Auto: as published.
    void download(const QString& name, WeightsChoice convertTo = WeightsChoice::Auto);
    /// Copies a folder's model, checked against its manifest when one lies beside it. `name` empty: the
    /// folder's.
    void importFolder(const QString& folder, const QString& name = {},
                      WeightsChoice convertTo = WeightsChoice::Auto);
    /// Hashes every file of an installed model and opens it.
    void verify(const QString& name);
    /// Makes NAME-int8 or NAME-int4 beside it.
    void convert(const QString& name, WeightsChoice to);
    /// Installs the newer revision beside the old one, probes it and makes it the current one.
    void update(const QString& name);
    /// Asks the site about this model, or all installed ones of the catalogue; `updatesFound` tells.
    void askForUpdates(const QString& name = {});
    /// The same when a day has passed and the settings want it.
    void askForUpdatesDaily();
    /// Makes the previous revision the current one, at once.
    void rollBack(const QString& name);
    /// Also what was downloaded of it so far. At once; not while it is worked on.
    void remove(const QString& name);

    /// Keeps the token of the settings' site in the keychain, or forgets it when it is empty; `tokenKept`
    /// tells. The settings note that one is there (DownloadSettings::isTokenInKeychain).
    void keepToken(const QByteArray& token);

    /// A download stays on disk to go on with; other work is given up. `paused` follows.
    void pause(const QString& name);
    void pauseAll();

 signals:
    /// Of what rows() gives.
    void rowsChanged();
    void progressed(const app::ModelProgress& progress);
    /// `folder` of the model; `note` is a sentence for people.
    void finished(const QString& name, const QString& folder, const QString& note);
    void failed(const QString& name, const QString& sentence);
    void paused(const QString& name);
    /// Another revision became current: whoever uses the model loads it anew.
    void switched(const QString& name, const QString& oldFolder, const QString& newFolder);
    /// The end of askForUpdates: those that were found, and a sentence when the site could not be asked.
    void updatesFound(const QList<app::ModelUpdate>& updates, const QString& problem);
    /// The end of keepToken; one sentence when the keychain doesn't take it.
    void tokenKept(const QString& problem);

 private:
    struct Parts;
    void begin(JobOrder order);
    /// Makes it an order on the installed model of that name; false, and failed() is told, where none is.
    bool findBase(JobOrder& order, const QString& name);
    void beginWithSite(const JobOrder& order);
    void withSite(const std::function<void(const SiteAccess&)>& then,
                  const std::function<void(const QString&)>& refuse);
    void startInquiry(const SiteAccess& access, const QList<InstalledModel>& models);
    void onEnded(ModelJob* job, const WorkOutcome& outcome);
    void onAsked(const QList<ModelUpdate>& updates, const QString& problem);

    std::unique_ptr<Parts> m_parts;
};

}  // namespace app
