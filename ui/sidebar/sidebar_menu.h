#pragma once

#include <functional>

#include <QObject>

#include "app/conversations/conversation_library.h"

class QMenu;
class QWidget;

namespace ui {

/// What can be done with some conversations, as a menu: rename, pin, folders, tags, export, trash.
class SidebarMenu final : public QObject {
    Q_OBJECT

 public:
    /// Both outlive the menu.
    SidebarMenu(app::ConversationLibrary& library, QWidget* window);

    /// A new menu that deletes itself.
    QMenu* forConversations(const QList<std::int64_t>& ids);

 signals:
    void renameRequested(std::int64_t id);
    void exportRequested(const QList<std::int64_t>& ids);

 private:
    void addFolders(QMenu* menu, const QList<std::int64_t>& ids,
                    const QList<app::ConversationSummary>& summaries);
    void addTags(QMenu* menu, const QList<std::int64_t>& ids,
                 const QList<app::ConversationSummary>& summaries);

    app::ConversationLibrary& m_library;
    QWidget* m_window;
};

/// Asks for one line of text without an event loop of its own; `then` is called unless it was cancelled.
void askForText(QWidget* window, const QString& title, const QString& label, const QString& text,
                std::function<void(const QString&)> then);

}  // namespace ui
