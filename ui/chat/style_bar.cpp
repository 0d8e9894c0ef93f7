#include "ui/chat/style_bar.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QStyle>
#include <QToolButton>

namespace ui {

StyleBar::StyleBar(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("styleBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    addPart(
        "toneButton", QT_TR_NOOP("Tone"),
        {QT_TR_NOOP("As it comes"), QT_TR_NOOP("Friendly"), QT_TR_NOOP("Formal"), QT_TR_NOOP("Plain words")});
    addPart("answerLanguageButton", QT_TR_NOOP("Language"), {QT_TR_NOOP("As asked"), "中文", "English"});
    addPart("lengthButton", QT_TR_NOOP("Length"),
            {QT_TR_NOOP("As it comes"), QT_TR_NOOP("Short"), QT_TR_NOOP("Thorough")});
    retranslate();
}

void StyleBar::addPart(const char* name, const char* title, const QList<const char*>& words) {
    auto* button = new QToolButton;
    button->setObjectName(QString::fromLatin1(name));
    button->setProperty("role", QStringLiteral("style"));
    button->setFocusPolicy(Qt::StrongFocus);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto* menu = new QMenu(button);
    menu->setObjectName(QString::fromLatin1(name) + QStringLiteral("Menu"));
    auto* group = new QActionGroup(menu);
    const int part = static_cast<int>(m_parts.size());
    for (int value = 0; value < words.size(); ++value) {
        QAction* action = menu->addAction(QString());
        action->setObjectName(QStringLiteral("%1%2").arg(QString::fromLatin1(name)).arg(value));
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, part, value] { choose(part, value); });
    }
    button->setMenu(menu);
    layout()->addWidget(button);
    m_parts.append({button, title, words});
}

void StyleBar::show(const app::AnswerStyle& style) {
    m_parts[0].value = static_cast<int>(style.tone);
    m_parts[1].value = static_cast<int>(style.language);
    m_parts[2].value = static_cast<int>(style.length);
    retranslate();
}

void StyleBar::choose(int part, int value) {
    m_parts[part].value = value;
    retranslate();
    emit chosen({static_cast<app::Tone>(m_parts[0].value), static_cast<app::AnswerLanguage>(m_parts[1].value),
                 static_cast<app::AnswerLength>(m_parts[2].value)});
}

void StyleBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

/// A button says what was chosen, and its title while nothing was.
void StyleBar::retranslate() {
    for (const Part& part : m_parts) {
        const QList<QAction*> actions = part.button->menu()->actions();
        for (int value = 0; value < actions.size(); ++value)
            actions[value]->setText(tr(part.words[value]));
        actions[part.value]->setChecked(true);
        const QString title = tr(part.title);
        const QString word = tr(part.words[part.value]);
        part.button->setText(part.value == 0 ? title : word);
        part.button->setToolTip(tr("%1 of the answers: %2").arg(title, word));
        part.button->setAccessibleName(part.button->toolTip());
        part.button->menu()->setAccessibleName(title);
        if (part.button->property("set").toBool() != (part.value != 0)) {
            part.button->setProperty("set", part.value != 0);
            part.button->style()->unpolish(part.button);
            part.button->style()->polish(part.button);
        }
    }
}

}  // namespace ui
