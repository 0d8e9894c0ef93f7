#pragma once

#include <cstdint>
#include <optional>

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include "app/chat/answer_style.h"
#include "app/conversations/conversation_store.h"

namespace app {

struct Folder {
    std::int64_t id = 0;
    QString name;
    QString instructions;  ///< given to the model before its conversations
};

/// Which conversations are looked at.
struct ShelfPlace {
    enum class Kind { All, Folder, Tag, Trash };
    Kind kind = Kind::All;
    std::int64_t folder = 0;
    QString tag{};

    bool operator==(const ShelfPlace&) const = default;
};

struct ConversationTitle {
    std::int64_t id = 0;
    QString title;
};

/// A question that is being written. Its pictures are whole when it is set, and names and hashes when it is
/// read.
struct Draft {
    QString text;
    QList<Picture> pictures;

    bool isEmpty() const { return text.trimmed().isEmpty() && pictures.isEmpty(); }
};

/// What is known of conversations besides their turns: titles, places, trash, drafts. Everything throws
/// StoreError. Main thread.
class ConversationShelf final {
 public:
    /// The store outlives it.
    explicit ConversationShelf(ConversationStore& store) : m_store(store) {}

    /// Pinned ones first, then the latest.
    QList<std::int64_t> ids(const ShelfPlace& place);
    /// In the order of the ids; those that are gone are left out.
    QList<ConversationSummary> summaries(const QList<std::int64_t>& ids);

    /// Also when it lies in the trash.
    bool has(std::int64_t id);

    /// Of all that are not in the trash, the latest first.
    QList<ConversationTitle> titles();

    /// By the agent: no other title takes its place any more.
    void rename(std::int64_t id, const QString& title);
    /// Takes the place of the question's words alone. False when the agent named it, or it is gone.
    bool setModelTitle(std::int64_t id, const QString& title);
    bool wantsModelTitle(std::int64_t id);

    void setPinned(const QList<std::int64_t>& ids, bool pinned);
    void moveTo(const QList<std::int64_t>& ids, std::int64_t folder);  ///< 0: out of its folder
    void setTag(const QList<std::int64_t>& ids, const QString& tag, bool on);
    QStringList tags();

    QList<Folder> folders();
    std::int64_t addFolder(const QString& name);  ///< or the one of that name
    void changeFolder(const Folder& folder);
    void removeFolder(std::int64_t id);  ///< its conversations stay
    QString instructionsFor(std::int64_t conversation);
    AnswerStyle style(std::int64_t conversation);
    void setStyle(std::int64_t conversation, const AnswerStyle& style);

    void trash(const QList<std::int64_t>& ids);
    void restore(const QList<std::int64_t>& ids);
    /// For good, with the pictures that no other turn or draft has.
    void erase(const QList<std::int64_t>& ids);
    /// Returns how many went.
    int eraseTrashedBefore(const QDateTime& time);

    Draft draft(std::int64_t conversation);  ///< 0: of the conversation that is not begun yet
    void setDraft(std::int64_t conversation, const Draft& draft);

    /// Another number when another process has written.
    int dataVersion();

 private:
    ConversationStore& m_store;
};

}  // namespace app
