#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include <QDateTime>
#include <QList>
#include <QString>

#include "app/background/background_queue.h"
#include "app/chat/turn.h"
#include "app/conversations/picture_store.h"

namespace SQLite {
class Database;
}

namespace app {

struct ConversationSummary {
    std::int64_t id = 0;
    QString firstQuestion;
    QDateTime changed;
};

/// Conversations on disk: conversations.db (SQLite, WAL) and pictures/. The file is opened at the first use
/// and again after a failure, so a disk that comes back is used. Everything throws StoreError. Main thread.
class ConversationStore final {
 public:
    /// `folder` empty: in memory, for tests.
    explicit ConversationStore(const QString& folder);
    ~ConversationStore();
    ConversationStore(const ConversationStore&) = delete;
    ConversationStore& operator=(const ConversationStore&) = delete;

    /// Opens the file now, so that the first question needn't wait for it.
    void open();

    /// Writes the files of pictures on another thread, since syncing them takes a while, then calls `then` on
    /// this one unless `context` is gone. What fails here is tried again, and said, by addTurn.
    void writePictures(const QList<Picture>& pictures, QObject* context, std::function<void()> then);

    /// Writes the turn at `index` with its pictures, and the conversation's row before its first. Once this
    /// returns they outlive a power cut. Sets their ids.
    void addTurn(Conversation& conversation, int index);

    /// Writes all that changes while and after the model answers. A running turn's text may lag behind after
    /// a power cut, never after a crash of the program; an ended one outlives both.
    void saveAnswer(const Turn& turn);

    /// Rows and pictures that are damaged are left out and logged; a turn that was running ended as Stopped.
    Conversation load(std::int64_t id);

    /// The latest first.
    QList<ConversationSummary> list();

 private:
    SQLite::Database& database();
    template <class Call>
    auto guarded(const Call& call);
    QList<Picture> loadPictures(std::int64_t turn);

    QString m_folder;
    PictureStore m_pictures;
    std::unique_ptr<SQLite::Database> m_database;
    BackgroundQueue m_queue;  ///< last: it is the first to go
};

}  // namespace app
