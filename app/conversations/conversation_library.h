#pragma once

#include <stop_token>

#include <QObject>
#include <QTimer>

#include "app/background/background_queue.h"
#include "app/conversations/conversation_search.h"
#include "app/conversations/conversation_shelf.h"

namespace app {

class StoreDatabase;

/// The window's door to the conversations besides the open one: what is there, searching, putting in order.
/// Failures are said by `failed` and change nothing. Main thread; a search runs on a thread of its own.
class ConversationLibrary final : public QObject {
    Q_OBJECT

 public:
    static constexpr int trashDays = 30;

    /// The store outlives it.
    explicit ConversationLibrary(ConversationStore& store, QObject* parent = nullptr);
    ~ConversationLibrary() override;

    QList<std::int64_t> ids(const ShelfPlace& place);
    QList<ConversationSummary> summaries(const QList<std::int64_t>& ids);
    QList<ConversationTitle> titles();
    /// Somebody erased it for good. False when that cannot be told.
    bool isGone(std::int64_t id);
    QStringList tags();
    QList<Folder> folders();
    Draft draft(std::int64_t conversation);

    /// Answered by `found` unless a later search comes first.
    void search(const QString& query, const ShelfPlace& place);

    void rename(std::int64_t id, const QString& title);
    void setPinned(const QList<std::int64_t>& ids, bool pinned);
    void moveTo(const QList<std::int64_t>& ids, std::int64_t folder);
    void setTag(const QList<std::int64_t>& ids, const QString& tag, bool on);
    std::int64_t addFolder(const QString& name);  ///< 0 when it failed
    void changeFolder(const Folder& folder);
    void removeFolder(std::int64_t id);
    void trash(const QList<std::int64_t>& ids);
    void restore(const QList<std::int64_t>& ids);
    void erase(const QList<std::int64_t>& ids);
    void emptyTrash();
    /// Removes picture files that nothing names, on another thread.
    void sweepPictures();
    /// The pictures' files are written on another thread first.
    void keepDraft(std::int64_t conversation, const Draft& draft);

 public slots:
    /// Somebody else changed the store: the chat, or another program.
    void noteChange();

 signals:
    void changed();
    void found(const QString& query, const QList<app::SearchHit>& hits);
    /// These went to the trash, or came back from it or are gone for good.
    void trashed(const QList<std::int64_t>& ids);
    void erased(const QList<std::int64_t>& ids);
    void failed(const QString& sentence);

 private:
    template <class Call>
    bool attempt(const Call& call);
    template <class Value, class Call>
    Value read(const Call& call);
    void lookForOthers();

    ConversationStore& m_store;
    ConversationShelf m_shelf;
    int m_dataVersion = 0;
    QTimer m_poll;
    QTimer m_changed;  ///< joins many changes into one signal
    std::stop_source m_search;
    std::stop_source m_sweep;
    int m_searches = 0;
    std::unique_ptr<StoreDatabase> m_reader;  ///< of the search's thread
    BackgroundQueue m_queue;                  ///< last: it is the first to go
};

}  // namespace app
