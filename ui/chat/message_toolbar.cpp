#include "ui/chat/message_toolbar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include "ui/common/icons.h"

namespace ui {

MessageToolbar::MessageToolbar(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("messageToolbar"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_copy = addButton("copyAnswer", QStringLiteral("copy"), &MessageToolbar::copyRequested);
    m_copyPlain = addButton("copyPlainAnswer", QStringLiteral("text"), &MessageToolbar::copyPlainRequested);
    m_regenerate =
        addButton("regenerateAnswer", QStringLiteral("refresh"), &MessageToolbar::regenerateRequested);
    m_thinking = addButton("showThinking", QStringLiteral("thinking"), &MessageToolbar::thinkingToggled);
    m_thinking->setCheckable(true);
    retranslate();
    hide();
}

QToolButton* MessageToolbar::addButton(const char* name, const QString& icon,
                                       void (MessageToolbar::*signal)()) {
    auto* button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->setIcon(icons::icon(icon, QPalette::PlaceholderText));
    button->setIconSize({17, 17});
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    connect(button, &QToolButton::clicked, this, signal);
    layout()->addWidget(button);
    return button;
}

void MessageToolbar::offer(const app::Turn& turn, bool isLast, bool isBusy, bool thinkingShown) {
    m_copy->setVisible(!turn.answer.isEmpty());
    m_copyPlain->setVisible(!turn.answer.isEmpty());
    m_regenerate->setVisible(isLast && !isBusy);
    m_thinking->setVisible(!turn.thinking.isEmpty());
    m_thinking->setChecked(thinkingShown);
    const bool failed = turn.state == app::TurnState::Failed;
    if (failed != m_failed) {
        m_failed = failed;
        retranslate();
    }
    adjustSize();
}

void MessageToolbar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void MessageToolbar::retranslate() {
    const auto label = [](QToolButton* button, const QString& text) {
        button->setText(text);
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    label(m_copy, tr("Copy as Markdown"));
    label(m_copyPlain, tr("Copy as plain text"));
    label(m_regenerate, m_failed ? tr("Retry") : tr("Answer again"));
    label(m_thinking, tr("Show how it got there"));
    // Retry is what the agent looks for after a failure: in words.
    m_regenerate->setToolButtonStyle(m_failed ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    setAccessibleName(tr("Answer actions"));
}

}  // namespace ui
