#pragma once

#include <memory>
#include <optional>

#include <QLockFile>
#include <QObject>
#include <QString>

#include "app/background/background_queue.h"
#include "app/models/catalogue.h"
#include "app/models/install_work.h"
#include "app/models/model_download.h"
#include "app/models/model_progress.h"
#include "app/models/model_site.h"
#include "app/models/model_store.h"
#include "app/models/model_tools.h"
#include "app/models/transfer_rate.h"

class QNetworkAccessManager;

namespace app {

/// What a piece of work is given.
struct JobOrder {
    enum class Kind { Download, Import, Verify, Convert, Update };
    Kind kind = Kind::Download;
    QString name;  ///< of the model that is worked on; one piece of work at a time
    WeightsChoice convertTo = WeightsChoice::Auto;
    std::optional<CatalogueModel> model;  ///< to be downloaded
    SiteAccess access;
    QString folder;                      ///< to be imported
    std::optional<InstalledModel> base;  ///< to be verified, converted or updated
    int filesAtOnce = 4;
    Patience patience;
};

/// One piece of work on one model, from its beginning to its end. Main thread; disk and engine work on a
/// thread of its own.
class ModelJob final : public QObject {
    Q_OBJECT

 public:
    /// All three outlive it.
    ModelJob(JobOrder order, const ModelTools& tools, const ModelStore& store, QNetworkAccessManager& network,
             QObject* parent = nullptr);
    ~ModelJob() override;

    void start();
    /// A download keeps what it has.
    void stop();
    const JobOrder& order() const { return m_order; }
    ModelProgress progress();

 signals:
    void progressed();
    /// Once.
    void ended(const app::WorkOutcome& outcome);

 private:
    QString begin();
    void download();
    void onDownloaded();
    void onRefused(const QString& sentence);
    void onPaused();
    void importFiles();
    void runVerify();
    void runInstall(InstallOrder order);
    void end(const WorkOutcome& outcome);

    const JobOrder m_order;
    const ModelTools& m_tools;
    const ModelStore& m_store;
    QNetworkAccessManager& m_network;
    const QString m_work;  ///< folder of what is under way
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<ModelDownload> m_download;
    TransferRate m_rate;
    std::shared_ptr<WorkMeter> m_meter;
    std::stop_source m_stop;
    bool m_isOver = false;

    BackgroundQueue m_queue;  ///< last: nothing comes back once this is gone
};

}  // namespace app
