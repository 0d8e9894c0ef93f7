#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include <QObject>

#include "app/background/background_queue.h"
#include "app/chat/turn.h"
#include "app/faults/fault_store.h"

namespace app {

class PictureLooker;

/// Known faults: an agent approves an answer, and a later screenshot of the same thing finds it before
/// anything is generated. Nothing is ever sent by it. Failures are said by `failed` and change nothing. Main
/// thread.
class KnownFaults final : public QObject {
    Q_OBJECT

 public:
    static constexpr int defaultDays = 180;  ///< until an entry expires

    /// `folder` empty: in memory, for tests. Pictures are compared by their prints alone.
    explicit KnownFaults(const QString& folder, QObject* parent = nullptr);
    /// By what the model sees in them, too.
    KnownFaults(const QString& folder, std::unique_ptr<PictureLooker> looker);
    ~KnownFaults() override;

    /// A turn with a picture and an ended answer. Its first picture is what later ones are compared with.
    static bool canApprove(const Turn& turn);
    bool approve(const Turn& turn);

    /// The best ones first, at most three: those of about the same picture, and among them those with a code
    /// that the question names. Expired entries are none. At once by what is known of the picture; where the
    /// model can say more, it is asked, and `seen` tells that another search finds more.
    QList<FaultMatch> find(const Picture& picture, const QString& question);
    /// The picture is of no more interest: the model needn't look at it.
    void leave();

    QList<Fault> all();
    bool change(const Fault& fault);
    void remove(const QList<std::int64_t>& ids);
    bool exportTo(const QString& path, const QList<std::int64_t>& ids);
    /// How many came; entries that are there already are brought up to date. -1 when it failed.
    int importFrom(const QString& path);

 signals:
    void changed();
    /// What a model sees is known now, of the picture that was searched for last or of the entries: another
    /// search finds more.
    void seen();
    /// One sentence in the user's language.
    void failed(const QString& sentence);

 private:
    template <class Call>
    bool attempt(const Call& call);
    void refresh();
    void forget(const QList<std::int64_t>& ids);
    /// Of all entries, those of this model; read on another thread.
    void readViews(const QString& model);
    /// What the model sees in it, where that is known; else it is asked.
    PictureView viewOf(const Picture& picture);

    const QString m_folder;
    FaultStore m_store;
    std::vector<FaultStore::Key> m_keys;
    bool m_isRead = false;
    int m_version = 0;  ///< of the file, when the keys were read
    FaultStore::Views m_views;
    QString m_viewsModel;  ///< whose they are; empty: they were not read
    bool m_isReading = false;
    FaultStore::Views m_viewsMeanwhile;  ///< what came while the others were read

    QByteArray m_looking;  ///< hash of the picture that the model was asked about
    QByteArray m_seen;     ///< and of the one that it has seen
    PictureView m_view;
    std::stop_source m_leave;
    BackgroundQueue m_reader;
    std::unique_ptr<PictureLooker> m_looker;  ///< last: it is the first to go
};

}  // namespace app
