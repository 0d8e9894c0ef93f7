#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include <QDateTime>
#include <QList>
#include <QString>

#include "app/background/background_queue.h"
#include "app/chat/turn.h"
#include "app/conversations/picture_store.h"
#include "app/images/image_import.h"

namespace SQLite {
class Database;
}

namespace app {

class StoreDatabase;

struct ConversationSummary {
    std::int64_t id = 0;
    QString title;
    QString firstQuestion;
    QDateTime changed;
    QDateTime trashed;  ///< invalid: it is not in the trash
    bool isPinned = false;
    bool hasDraft = false;
    std::int64_t folder = 0;  ///< 0: none
    QStringList tags;
};

/// Turns and pictures on disk: conversations.db (SQLite, WAL) and pictures/. Turns form a tree: several may
/// stand in the same place, and one branch is shown. Everything throws StoreError. Main thread.
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

    /// Writes the turn at `index` with its pictures after the one before it, and the conversation's row
    /// before its first. Once this returns they outlive a power cut. Sets their ids and the turn's versions.
    void addTurn(Conversation& conversation, int index);

    /// Writes all that changes while and after the model answers. A running turn's text may lag behind after
    /// a power cut, never after a crash of the program; an ended one outlives both.
    void saveAnswer(const Turn& turn);

    /// The branch that was shown last, or the one through a turn. Damaged turns are left out, logged and
    /// counted; a turn that was running ended as Stopped. Pictures are names and hashes, see openPictures.
    Conversation loadText(std::int64_t id, TurnId through = 0);
    /// The same with its pictures, which are decoded here and now: for callers without a window.
    Conversation load(std::int64_t id, TurnId through = 0);
    /// All turns with their pictures, oldest first, each with the one before it (0: none).
    std::vector<std::pair<Turn, TurnId>> loadTree(std::int64_t id);

    /// Reads and decodes these on another thread and hands each over on this one; empty when it is damaged.
    /// A stop ends it early.
    using Opened = std::function<void(const QByteArray& hash, std::optional<Picture> picture)>;
    void openPictures(const QList<Picture>& named, std::stop_token stop, QObject* context, Opened opened);

    /// Remembers which branch is shown.
    void show(std::int64_t conversation, TurnId last);

    /// Those not in the trash, latest first.
    QList<ConversationSummary> list();

    StoreDatabase& database() { return *m_database; }
    PictureStore& pictures() { return m_pictures; }

 private:
    std::optional<Picture> openPicture(const Picture& named) const;

    std::unique_ptr<StoreDatabase> m_database;
    PictureStore m_pictures;
    const ImageImport m_import;
    BackgroundQueue m_queue;    ///< writes
    BackgroundQueue m_openers;  ///< reads; last: they are the first to go
};

}  // namespace app
