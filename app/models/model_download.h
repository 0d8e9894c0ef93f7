#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>

#include "app/background/background_queue.h"
#include "app/models/file_download.h"
#include "app/models/model_site.h"
#include "app/models/site_listing.h"

class QNetworkAccessManager;

namespace app {

/// A file with these contents that is here already.
struct FileAtHand {
    ModelFile file;
    QString path;
};

struct DownloadOrder {
    QString model;  ///< its name, for people
    SiteAccess access;
    QString repository;
    QString folder;              ///< where files gather, named by their contents
    QList<FileAtHand> atHand;    ///< of an installed revision: linked instead of fetched
    std::int64_t moreBytes = 0;  ///< what the disk must have room for besides
    int filesAtOnce = 4;
    Patience patience;
    std::function<std::optional<std::int64_t>()> freeBytes;
    /// Called with config.json before the weights are fetched; one sentence when the model is of no use.
    std::function<QString(const QByteArray& config)> judge;
};

/// Fetches all files of a model into a folder, several at once, the small ones first. Whatever is there
/// already by its content, whole or in part, of this revision or another, is not fetched again. Main thread.
class ModelDownload final : public QObject {
    Q_OBJECT

 public:
    ModelDownload(QNetworkAccessManager& network, DownloadOrder order, QObject* parent = nullptr);
    ~ModelDownload() override;

    void start();
    /// Keeps what is here; `stopped` follows, unless it has ended already.
    void stop();

    std::int64_t done() const;
    std::int64_t total() const { return m_total; }
    /// While what is here is hashed, before anything is fetched.
    bool isHashing() const { return m_isPreparing; }
    /// One that is being fetched.
    QString currentFile() const;
    /// As listed; after `finished` with the hashes that were found.
    const RemoteModel& remote() const { return m_remote; }
    /// Where a file of `remote` lies.
    QString pathAt(qsizetype index) const { return pathOf(m_listed[index]); }

 signals:
    void progressed();
    /// One of these three ends it.
    void finished();
    void failed(const QString& sentence);
    void stopped();

 private:
    struct Prepared;

    /// On the other thread: what is here already, and of which files.
    static Prepared prepare(const DownloadOrder& order, const RemoteModel& remote,
                            std::atomic<std::int64_t>& hashed, const std::stop_token& stop);
    QString pathOf(const ModelFile& listed) const;
    void onListed(const RemoteModel& remote);
    void onPrepared(const Prepared& prepared);
    void startNext();
    void startFile(qsizetype index);
    void onFile(qsizetype index, const ModelFile& file);
    void onTrouble(FileDownload::Trouble trouble, const QString& sentence);
    void stopFiles();
    void forget(FileDownload* file);
    void settle();
    QString roomProblem(std::int64_t bytes) const;

    QNetworkAccessManager& m_network;
    const DownloadOrder m_order;
    std::unique_ptr<SiteListing> m_listing;
    RemoteModel m_remote;
    QList<ModelFile> m_listed;  ///< as the site named them: the names on disk come of these
    QList<qsizetype> m_waiting;
    std::vector<FileDownload*> m_running;  ///< children
    std::int64_t m_total = 0;
    std::int64_t m_whole = 0;                ///< bytes of whole files
    QHash<qsizetype, std::int64_t> m_parts;  ///< bytes of those that wait
    std::shared_ptr<std::atomic<std::int64_t>> m_hashed;
    std::stop_source m_stop;
    bool m_isPreparing = false;
    bool m_isStopping = false;
    bool m_isOver = false;
    bool m_wasListedAgain = false;
    bool m_listsAgain = false;
    QString m_problem;

    BackgroundQueue m_queue;  ///< last: nothing comes back once this is gone
};

}  // namespace app
