#pragma once

#include <QFrame>

#include "app/chat/turn.h"

class QToolButton;

namespace ui {

/// The buttons under one answer: real ones, for keys and screen readers. One bar serves the whole list and
/// goes to the answer that is under the mouse, current or last.
class MessageToolbar final : public QFrame {
    Q_OBJECT

 public:
    explicit MessageToolbar(QWidget* parent);

    /// Shows what can be done with this answer.
    void offer(const app::Turn& turn, bool isLast, bool isBusy, bool thinkingShown);

 signals:
    void copyRequested();
    void copyPlainRequested();
    void regenerateRequested();
    void thinkingToggled();

 protected:
    void changeEvent(QEvent* event) override;

 private:
    QToolButton* addButton(const char* name, const QString& icon, void (MessageToolbar::*signal)());
    void retranslate();

    QToolButton* m_copy;
    QToolButton* m_copyPlain;
    QToolButton* m_regenerate;
    QToolButton* m_thinking;
    bool m_failed = false;
};

}  // namespace ui
