#pragma once

#include <QWidget>

#include "app/images/picture.h"
#include "ui/chat/drop_reader.h"

class QFileDialog;
class QLabel;
class QSplitter;
class QToolButton;

namespace app {
class Services;
}

namespace ui {

class Actions;
class Banner;
class ChatView;
class Composer;
class ConversationDesk;
class DraftKeeper;
class DropOverlay;
class ModelStrip;
class Sidebar;
class Theme;

/// The agent's desk: conversation, question, state of the model. Composes its parts and connects them with
/// the services; what they do is theirs.
class MainWindow final : public QWidget {
    Q_OBJECT

 public:
    /// Both outlive the window.
    MainWindow(app::Services& services, Theme& theme);

    void attach(const QStringList& files);

 protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

 private:
    void layOut();
    QWidget* makeHeader();
    void connectActions();
    void connectChat();
    void connectModel();
    void connectLook();
    void connectConversations();
    void showSidebar(bool shown);
    void fitSidebar();
    void retranslate();
    void ask();
    void showBusy(bool busy);
    void showModel();
    void choosePictures();
    void chooseModelFolder();
    void openLink(const QString& address);
    void openPictures(const QList<app::Picture>& pictures, int first);
    void showProblem(const QString& sentence);
    void openDialog(QFileDialog* dialog);

    app::Services& m_services;
    Theme& m_theme;
    Actions* m_actions;
    Banner* m_banner;
    ChatView* m_chat;
    Composer* m_composer;
    ModelStrip* m_strip;
    Sidebar* m_sidebar;
    QSplitter* m_splitter;
    ConversationDesk* m_desk = nullptr;
    DraftKeeper* m_drafts = nullptr;
    DropOverlay* m_overlay;
    QLabel* m_name = nullptr;
    QToolButton* m_toggle = nullptr;
    QToolButton* m_new = nullptr;
    QToolButton* m_menu = nullptr;
    QString m_shownProblem;
    bool m_dropTaken = false;
    bool m_sidebarWanted = true;  ///< by the agent; a narrow window hides it all the same
};

}  // namespace ui
