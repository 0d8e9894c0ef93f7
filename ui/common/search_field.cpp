#include "ui/common/search_field.h"

#include <QAction>
#include <QEvent>
#include <QToolButton>

#include "ui/common/icons.h"

namespace ui {

SearchField::SearchField(Glass glass, QWidget* parent) : QLineEdit(parent) {
    setClearButtonEnabled(true);
    if (glass == Glass::Shown) {
        m_glass = addAction(icons::icon(QStringLiteral("search"), QPalette::PlaceholderText),
                            QLineEdit::LeadingPosition);
    }
    // Esc and Backspace clear it too: Tab goes on to what was found.
    for (QToolButton* inside : findChildren<QToolButton*>())
        inside->setFocusPolicy(Qt::NoFocus);
    retranslate();
}

void SearchField::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QLineEdit::changeEvent(event);
}

void SearchField::retranslate() {
    for (QToolButton* inside : findChildren<QToolButton*>()) {
        const bool isGlass = m_glass != nullptr && inside->defaultAction() == m_glass;
        inside->setAccessibleName(isGlass ? tr("Search") : tr("Clear the search"));
    }
}

}  // namespace ui
