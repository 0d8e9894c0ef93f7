#include "ui/settings/path_field.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include "ui/common/icons.h"

namespace ui {

PathField::PathField(Kind kind, const char* name, const QString& dialogTitle)
    : m_kind(kind), m_dialogTitle(dialogTitle), m_edit(new QLineEdit), m_choose(new QToolButton) {
    setObjectName(QString::fromLatin1(name));
    m_edit->setObjectName(QString::fromLatin1(name) + QStringLiteral("Edit"));
    m_choose->setObjectName(QString::fromLatin1(name) + QStringLiteral("Choose"));
    m_choose->setIcon(icons::icon(QStringLiteral("folder")));
    m_choose->setFocusPolicy(Qt::StrongFocus);
    m_choose->setToolTip(dialogTitle);
    m_choose->setAccessibleName(dialogTitle);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_edit, 1);
    row->addWidget(m_choose);
    setFocusProxy(m_edit);
    connect(m_choose, &QToolButton::clicked, this, &PathField::choose);
    connect(m_edit, &QLineEdit::editingFinished, this, &PathField::edited);
}

QString PathField::path() const {
    return QDir::fromNativeSeparators(m_edit->text().trimmed());
}

void PathField::setPath(const QString& path) {
    m_edit->setText(QDir::toNativeSeparators(path));
}

void PathField::setPlaceholder(const QString& words) {
    m_edit->setPlaceholderText(words);
}

void PathField::setFieldName(const QString& words) {
    m_edit->setAccessibleName(words);
}

void PathField::choose() {
    auto* dialog = new QFileDialog(this, m_dialogTitle, path());
    dialog->setObjectName(objectName() + QStringLiteral("Dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_kind == Kind::Folder) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        setPath(path);
        emit edited();
    });
    dialog->open();
}

}  // namespace ui
