#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QUrl>

#include "app/background/background_queue.h"
#include "app/models/fetch.h"
#include "app/models/model_manifest.h"
#include "app/models/part_file.h"

class QNetworkAccessManager;

namespace app {

/// How long a download puts up with a bad line.
struct Patience {
    std::chrono::milliseconds stall{30'000};  ///< nothing came for so long: ask again
    std::chrono::milliseconds pause{1000};    ///< before the second try; doubles up to `longestPause`
    std::chrono::milliseconds longestPause{30'000};
    int tries = 20;      ///< in a row without a new byte, from a server that answered before
    int firstTries = 3;  ///< of one that never did
};

/// One file to be fetched.
struct FileOrder {
    ModelFile file;  ///< as the site lists it; a size below 0 and empty hashes are not known
    QUrl url;
    QByteArray token;
    QString part;   ///< where it grows
    QString whole;  ///< its name once it is whole and its hash is right
};

/// Fetches one file, goes on after any cut where it stopped, and hashes it meanwhile. What the server sends
/// anew is compared with what is here, so that two states of a file never end up in one. Network on the main
/// thread, disk and hashing on a thread of its own. Main thread.
class FileDownload final : public QObject {
    Q_OBJECT

 public:
    enum class Trouble {
        Refused,  ///< asking again doesn't help
        Changed,  ///< the site has something else than it listed
        Line,     ///< the network; can be gone on with later
        Disk,
    };

    FileDownload(QNetworkAccessManager& network, FileOrder order, Patience patience,
                 QObject* parent = nullptr);
    ~FileDownload() override;

    void start();
    /// Keeps what is here; `stopped` follows, unless it has ended already.
    void stop();
    const FileOrder& order() const { return m_order; }
    std::int64_t received() const { return m_size; }

 signals:
    void progressed();
    /// One of these three ends it. `file` has the hashes that were found.
    void finished(const app::ModelFile& file);
    void failed(app::FileDownload::Trouble trouble, const QString& sentence);
    void stopped();

 private:
    /// What a job on the other thread found.
    struct Written {
        bool isFine = false;
        std::int64_t size = 0;
        QString problem;
    };

    void attempt();
    void onBegan(const FetchAnswer& answer);
    void judgeRefusal(const FetchAnswer& answer);
    void judgeBody(const FetchAnswer& answer);
    void pump();
    void onWritten(std::int64_t bytes, const Written& written);
    void onEnded(FetchEnd end, const QString& detail);
    void leaveAnswer();
    void settle();
    void tryAgain();
    void complete();
    void onComplete(const Written& written, const ContentDigests& digests);
    void fail(Trouble trouble, const QString& sentence);
    bool isRight(const ContentDigests& digests) const;

    QNetworkAccessManager& m_network;
    const FileOrder m_order;
    const Patience m_patience;
    std::shared_ptr<PartFile> m_part;  ///< used on the other thread alone
    FetchPointer m_fetch;
    QTimer m_again;
    std::stop_source m_stop;

    std::int64_t m_size = 0;        ///< of the part on disk
    std::int64_t m_position = 0;    ///< in the file, of the next byte of this answer
    std::int64_t m_pending = 0;     ///< bytes on their way to the disk
    std::int64_t m_sizeBefore = 0;  ///< when this try began
    QByteArray m_etag;
    bool m_asksForAll = false;   ///< the next try does without Range
    bool m_takesBody = false;    ///< the answer is (a part of) the file
    bool m_hasAnswered = false;  ///< the server did, at some time
    bool m_hasEnded = false;     ///< the fetch did
    bool m_isStopping = false;
    bool m_isOver = false;
    FetchEnd m_end = FetchEnd::Cut;
    QString m_detail;
    std::chrono::milliseconds m_wait{0};  ///< asked for by the server
    int m_fruitless = 0;
    int m_wrong = 0;  ///< whole, with another hash

    BackgroundQueue m_queue;  ///< last: nothing comes back once this is gone
};

}  // namespace app
