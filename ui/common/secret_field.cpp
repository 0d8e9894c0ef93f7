#include "ui/common/secret_field.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace ui {

SecretField::SecretField(const char* field, const char* button, const Words& words, QWidget* parent)
    : QWidget(parent), m_words(words), m_field(new QLineEdit), m_button(new QPushButton) {
    m_field->setObjectName(QString::fromLatin1(field));
    m_field->setAccessibleName(words.name);
    m_field->setToolTip(words.tip);
    m_field->setEchoMode(QLineEdit::Password);
    m_button->setObjectName(QString::fromLatin1(button));
    m_button->setAutoDefault(false);
    setFocusProxy(m_field);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_field, 1);
    row->addWidget(m_button);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        refresh();
        emit typedChanged();
    });
    connect(m_field, &QLineEdit::returnPressed, this, &SecretField::ask);
    connect(m_button, &QPushButton::clicked, this, &SecretField::ask);
    refresh();
}

QByteArray SecretField::typed() const {
    return m_field->text().trimmed().toUtf8();
}

void SecretField::setKept(bool isKept) {
    m_isKept = isKept;
    refresh();
}

void SecretField::ask() {
    if (m_isKeeping || !m_button->isEnabled()) return;
    m_isKeeping = true;
    refresh();
    emit keepAsked(typed());
}

void SecretField::end(bool isDone) {
    m_isKeeping = false;
    if (isDone) {
        m_isKept = !typed().isEmpty();
        m_field->clear();
    }
    refresh();
}

/// Enter keeps the secret; it must not press a dialog's button besides.
void SecretField::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !typed().isEmpty())
        event->accept();
    else
        QWidget::keyPressEvent(event);
}

void SecretField::refresh() {
    const bool isTyped = !typed().isEmpty();
    const bool forgets = m_isKept && !isTyped;
    m_field->setPlaceholderText(m_isKept ? tr("In the keychain") : tr("None"));
    m_field->setReadOnly(m_isKeeping);
    m_button->setText(forgets ? tr("Forget") : tr("Keep"));
    m_button->setAccessibleName(forgets ? m_words.forget : m_words.keep);
    m_button->setToolTip(m_button->accessibleName());
    m_button->setEnabled(!m_isKeeping && (isTyped || m_isKept));
}

}  // namespace ui
