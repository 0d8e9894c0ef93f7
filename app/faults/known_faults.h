#pragma once

#include <vector>

#include <QObject>

#include "app/chat/turn.h"
#include "app/faults/fault_store.h"

namespace app {

/// Known faults: an agent approves an answer, and a later screenshot of the same thing finds it before
/// anything is generated. Nothing is ever sent by it. Failures are said by `failed` and change nothing. Main
/// thread.
class KnownFaults final : public QObject {
    Q_OBJECT

 public:
    static constexpr int defaultDays = 180;  ///< until an entry expires

    /// `folder` empty: in memory, for tests.
    explicit KnownFaults(const QString& folder, QObject* parent = nullptr);

    /// A turn with a picture and an ended answer. Its first picture is what later ones are compared with.
    static bool canApprove(const Turn& turn);
    bool approve(const Turn& turn);

    /// The best ones first, at most three: those of about the same picture, and among them those with a code
    /// that the question names. Expired entries are none.
    QList<FaultMatch> find(const Picture& picture, const QString& question);

    QList<Fault> all();
    bool change(const Fault& fault);
    void remove(const QList<std::int64_t>& ids);
    bool exportTo(const QString& path, const QList<std::int64_t>& ids);
    /// How many came; entries that are there already are brought up to date. -1 when it failed.
    int importFrom(const QString& path);

 signals:
    void changed();
    /// One sentence in the user's language.
    void failed(const QString& sentence);

 private:
    template <class Call>
    bool attempt(const Call& call);
    void refresh();

    FaultStore m_store;
    std::vector<FaultStore::Key> m_keys;
    bool m_isRead = false;
    int m_version = 0;  ///< of the file, when the keys were read
};

}  // namespace app
