#include "ui/chat/message_toolbar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "app/chat/seconds_text.h"
#include "ui/common/icons.h"

namespace ui {

MessageToolbar::MessageToolbar(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("messageToolbar"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_copy = addButton("copyAnswer", QStringLiteral("copy"), &MessageToolbar::copyRequested);
    m_copyPlain = addButton("copyPlainAnswer", QStringLiteral("text"), &MessageToolbar::copyPlainRequested);
    m_quote = addButton("quoteAnswer", QStringLiteral("quote"), &MessageToolbar::quoteRequested);
    m_reply = addButton("replyAnswer", QStringLiteral("reply"), &MessageToolbar::replyRequested);
    m_approve = addButton("approveAnswer", QStringLiteral("approve"), &MessageToolbar::approveRequested);
    m_edit = addButton("editQuestion", QStringLiteral("edit"), &MessageToolbar::editRequested);
    m_regenerate =
        addButton("regenerateAnswer", QStringLiteral("refresh"), &MessageToolbar::regenerateRequested);
    m_continue = addButton("continueAnswer", QStringLiteral("continue"), &MessageToolbar::continueRequested);
    m_continue->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_thinking = addButton("showThinking", QStringLiteral("thinking"), &MessageToolbar::thinkingToggled);
    m_thinking->setCheckable(true);
    m_previous =
        addButton("previousVersion", QStringLiteral("chevron-left"), &MessageToolbar::previousRequested);
    m_version = addLabel("versionLabel");
    m_next = addButton("nextVersion", QStringLiteral("chevron-right"), &MessageToolbar::nextRequested);
    m_stats = addLabel("answerStats");
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

QLabel* MessageToolbar::addLabel(const char* name) {
    auto* label = new QLabel(this);
    label->setObjectName(QString::fromLatin1(name));
    layout()->addWidget(label);
    return label;
}

void MessageToolbar::offer(const app::Turn& turn, bool isLast, bool isBusy, bool thinkingShown, int width) {
    m_quote->setVisible(!turn.answer.isEmpty());
    m_reply->setVisible(!isBusy && !turn.answer.isEmpty());
    m_approve->setVisible(!turn.answer.isEmpty() && turn.state != app::TurnState::Failed);
    m_edit->setVisible(!isBusy);
    m_continue->setVisible(
        isLast && !isBusy && !turn.answer.isEmpty() &&
        (turn.state == app::TurnState::Stopped || turn.state == app::TurnState::LengthReached));
    const int version = static_cast<int>(turn.versions.indexOf(turn.id)) + 1;
    const int versions = static_cast<int>(turn.versions.size());
    for (QWidget* part : {static_cast<QWidget*>(m_previous), static_cast<QWidget*>(m_version),
                          static_cast<QWidget*>(m_next)}) {
        part->setVisible(versions > 1);
    }
    m_version->setText(QStringLiteral("%1/%2").arg(version).arg(versions));
    m_version->setAccessibleName(tr("Version %1 of %2").arg(version).arg(versions));
    m_previous->setEnabled(!isBusy && version > 1);
    m_next->setEnabled(!isBusy && version < versions);
    m_copy->setVisible(!turn.answer.isEmpty());
    m_copyPlain->setVisible(!turn.answer.isEmpty());
    m_regenerate->setVisible(!isBusy);
    m_thinking->setVisible(!turn.thinking.isEmpty());
    m_thinking->setChecked(thinkingShown);
    const bool failed = turn.state == app::TurnState::Failed;
    if (failed != m_failed) {
        m_failed = failed;
        retranslate();
    }
    m_stats->setText(
        turn.stats.newTokens > 0
            ? tr("%1 tokens · %2 s").arg(turn.stats.newTokens).arg(app::secondsText(turn.stats.totalSeconds))
            : QString());
    m_stats->setVisible(!m_stats->text().isEmpty());
    m_stats->setToolTip(tr("%1 tokens read, %2 of them for pictures; the first word came after %3 s")
                            .arg(turn.stats.promptTokens)
                            .arg(turn.stats.imageTokens)
                            .arg(app::secondsText(turn.stats.firstTokenSeconds)));
    layout()->activate();
    if (sizeHint().width() > width) m_stats->hide();  // what can be pressed goes before what can be read
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
    label(m_quote, tr("Quote in the question"));
    label(m_reply, tr("Write the reply to the customer"));
    label(m_approve, tr("Approve: a known fault from now on"));
    label(m_edit, tr("Edit the question"));
    label(m_continue, tr("Continue"));
    label(m_previous, tr("Previous version"));
    label(m_next, tr("Next version"));
    label(m_regenerate, m_failed ? tr("Retry") : tr("Answer again"));
    label(m_thinking, tr("Show how it got there"));
    // Retry is what the agent looks for after a failure: in words.
    m_regenerate->setToolButtonStyle(m_failed ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    setAccessibleName(tr("Answer actions"));
}

}  // namespace ui
