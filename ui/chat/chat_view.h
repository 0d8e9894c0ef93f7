#pragma once

#include <QWidget>

#include "app/chat/turn.h"

class QPushButton;
class QStackedLayout;

namespace ui {

class MessageListModel;
class MessageListView;
class MessageToolbar;
class WelcomePage;

/// The conversation: the welcome page while it is empty, then the list of messages with the buttons of one
/// answer and the way back to the end. Takes the conversation's changes and says what the agent wants.
class ChatView final : public QWidget {
    Q_OBJECT

 public:
    /// The conversation outlives the view.
    ChatView(const app::Conversation& conversation, const QString& samples, QWidget* parent = nullptr);

    MessageListView& list() const { return *m_list; }

 public slots:
    void resetConversation();
    void addTurn(int index);
    void changeTurn(int index);
    void changeQuestion(int index);
    void setBusy(bool busy);
    void copyLastAnswer();
    /// Brings a turn to the top and marks words until another conversation is shown.
    void showTurn(int index, const QStringList& words);

 signals:
    void regenerateRequested(int turn);
    void continueRequested();
    void editRequested(int turn);
    void quoteRequested(const QString& text);
    void replyRequested(int turn);
    void approveRequested(int turn);
    void versionRequested(int turn, app::TurnId version);
    void sampleChosen(const QString& file, const QString& question);
    void linkActivated(const QString& address);
    void pictureActivated(int turn, int picture);
    void copied();

 protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;

 private:
    void retranslate();
    void showPage();
    void connectToolbar();
    void placeToolbar();
    void showVersion(int step);
    void placeJumpButton();
    int toolbarRow() const;
    const app::Turn* toolbarTurn() const;
    void copy(const QString& text);
    void copyRow(const QModelIndex& index, const QString& marked);
    void showMenu(const QModelIndex& index, const QPoint& position, const QString& link);

    const app::Conversation& m_conversation;
    MessageListModel* m_model;
    MessageListView* m_list;
    MessageToolbar* m_toolbar;
    WelcomePage* m_welcome;
    QPushButton* m_jump;
    QStackedLayout* m_pages;
    bool m_busy = false;
};

}  // namespace ui
