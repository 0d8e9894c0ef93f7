#pragma once

#include <QFrame>
#include <QTimer>

#include "app/conversations/conversation_library.h"

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;

namespace ui {

class ConversationList;
class ConversationListModel;
class SidebarMenu;

/// The conversations: search as you type, one place at a time (all, a folder, a tag, the trash), the list.
class Sidebar final : public QFrame {
    Q_OBJECT

 public:
    /// The library outlives the sidebar.
    explicit Sidebar(app::ConversationLibrary& library, QWidget* parent = nullptr);

    ConversationList& list() const { return *m_list; }
    ConversationListModel& model() const { return *m_model; }
    void setOpen(std::int64_t conversation);
    void focusSearch();

 signals:
    void newRequested();
    /// Where words were found, the turn and the words; 0 and none otherwise.
    void openRequested(std::int64_t conversation, app::TurnId turn, const QStringList& words);
    void exportRequested(const QList<std::int64_t>& ids);

 protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void layOut();
    void retranslate();
    void showPlaces();
    void choosePlace(const app::ShelfPlace& place);
    void search();
    void refresh();
    void showState();
    void addFolderActions(QMenu* menu, const app::Folder& folder);
    QString placeName() const;

    app::ConversationLibrary& m_library;
    app::ShelfPlace m_place;
    ConversationListModel* m_model;
    ConversationList* m_list;
    SidebarMenu* m_menus;
    QLineEdit* m_search;
    QToolButton* m_places;
    QToolButton* m_new;
    QLabel* m_empty;
    QPushButton* m_emptyTrash;
    QTimer m_typing;
};

}  // namespace ui
