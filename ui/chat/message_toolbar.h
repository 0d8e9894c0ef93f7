#pragma once

#include <QFrame>

#include "app/chat/turn.h"

class QLabel;
class QToolButton;

namespace ui {

/// The buttons under one answer: real ones, for keys and screen readers. One bar serves the whole list and
/// goes to the answer that is under the mouse, current or last.
class MessageToolbar final : public QFrame {
    Q_OBJECT

 public:
    explicit MessageToolbar(QWidget* parent);

    /// Shows what can be done with this answer, in at most `width` pixels.
    void offer(const app::Turn& turn, bool isLast, bool isBusy, bool thinkingShown, int width);

 signals:
    void copyRequested();
    void copyPlainRequested();
    void quoteRequested();
    void replyRequested();
    void approveRequested();
    void editRequested();
    void regenerateRequested();
    void continueRequested();
    void thinkingToggled();
    void previousRequested();
    void nextRequested();

 protected:
    void changeEvent(QEvent* event) override;

 private:
    QToolButton* addButton(const char* name, const QString& icon, void (MessageToolbar::*signal)());
    QLabel* addLabel(const char* name);
    void retranslate();

    QToolButton* m_copy;
    QToolButton* m_copyPlain;
    QToolButton* m_quote;
    QToolButton* m_reply;
    QToolButton* m_approve;
    QToolButton* m_edit;
    QToolButton* m_regenerate;
    QToolButton* m_continue;
    QToolButton* m_thinking;
    QToolButton* m_previous;
    QLabel* m_version;
    QToolButton* m_next;
    QLabel* m_stats;
    bool m_failed = false;
};

}  // namespace ui
