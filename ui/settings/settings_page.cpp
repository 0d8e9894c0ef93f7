#include "ui/settings/settings_page.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace ui {

SettingsPage::SettingsPage(const char* name, const QString& title, const QString& icon)
    : m_title(title), m_icon(icon), m_grid(new QGridLayout(this)) {
    setObjectName(QString::fromLatin1(name));
    m_grid->setContentsMargins(4, 4, 12, 4);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
}

void SettingsPage::addRow(const QString& label, QWidget* field, const QString& hint) {
    auto* words = new QLabel(label);
    words->setTextFormat(Qt::PlainText);
    words->setBuddy(field);
    field->setAccessibleName(label);
    for (QLineEdit* inner : field->findChildren<QLineEdit*>()) {
        if (inner->accessibleName().isEmpty()) inner->setAccessibleName(label);
    }
    if (!hint.isEmpty()) {
        field->setAccessibleDescription(hint);
        field->setToolTip(hint);
    }
    if (m_row > 0) m_grid->setRowMinimumHeight(m_row++, 8);
    const bool isTall = qobject_cast<QPlainTextEdit*>(field) != nullptr;
    m_grid->addWidget(words, m_row, 0, (isTall ? Qt::AlignTop : Qt::AlignVCenter) | Qt::AlignLeft);
    m_grid->addWidget(field, m_row++, 1);
    addHint(hint);
}

void SettingsPage::addRow(QWidget* field, const QString& hint) {
    if (m_row > 0) m_grid->setRowMinimumHeight(m_row++, 8);
    if (!hint.isEmpty()) field->setAccessibleDescription(hint);
    m_grid->addWidget(field, m_row++, 1);
    addHint(hint);
}

void SettingsPage::addWide(QWidget* field) {
    if (m_row > 0) m_grid->setRowMinimumHeight(m_row++, 8);
    m_grid->addWidget(field, m_row++, 0, 1, 2);
}

void SettingsPage::addHint(const QString& hint) {
    if (hint.isEmpty()) return;
    auto* words = new QLabel(hint);
    words->setTextFormat(Qt::PlainText);
    words->setProperty("role", QStringLiteral("hint"));
    words->setWordWrap(true);
    m_grid->addWidget(words, m_row++, 1);
}

void SettingsPage::finish() {
    m_grid->setRowStretch(m_row, 1);
}

}  // namespace ui
