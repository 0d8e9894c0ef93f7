#pragma once

#include <QObject>
#include <QStringList>

#include "app/chat/turn.h"
#include "app/exporting/exporter.h"

namespace app {
class Services;
}

namespace ui {

class Banner;
class ChatView;
class Composer;
class Sidebar;

/// Connects the list of conversations, the chat and the composer: opening, what was found, versions and
/// edits, the trash with its undo, exports.
class ConversationDesk final : public QObject {
    Q_OBJECT

 public:
    struct Parts {
        Sidebar* sidebar;
        ChatView* chat;
        Composer* composer;
        Banner* banner;
    };

    /// All outlive it; the window is the parent of dialogs.
    ConversationDesk(app::Services& services, const Parts& parts, QWidget* window);

 public slots:
    void exportOpen();
    void writeReplyToLast();

 private:
    void connectSidebar();
    void connectChat();
    void connectExports();
    void open(std::int64_t conversation, app::TurnId turn, const QStringList& words);
    void writeReply(int turn);
    void showVersion(int turn, app::TurnId version);
    void leaveIfOpen(const QList<std::int64_t>& ids);
    void leaveIfGone();
    void exportConversations(const QList<std::int64_t>& ids);
    void chooseFile(const QList<std::int64_t>& ids, const QString& title);
    void chooseFolder(const QList<std::int64_t>& ids);

    app::Services& m_services;
    Parts m_parts;
    QWidget* m_window;
};

}  // namespace ui
