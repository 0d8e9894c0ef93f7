#include "ui/settings/keys_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/settings/settings.h"
#include "ui/actions.h"
#include "ui/common/icons.h"

namespace ui {

KeysPage::KeysPage(app::Settings& settings, const Actions& actions)
    : SettingsPage("keysPage", tr("Keys"), QStringLiteral("text")), m_settings(settings) {
    for (const ActionKeys& keys : actions.keys())
        addAction(keys.name, keys.text, keys.own, keys.now);
    auto* restoreAll = new QPushButton(tr("As they came with the program"));
    restoreAll->setObjectName(QStringLiteral("restoreKeys"));
    restoreAll->setAutoDefault(false);
    connect(restoreAll, &QPushButton::clicked, this, &KeysPage::restore);
    addRow(restoreAll);
    finish();
    check();
}

void KeysPage::addAction(const QString& name, const QString& text, const QString& own, const QString& now) {
    auto* edit = new QKeySequenceEdit(QKeySequence(now, QKeySequence::PortableText));
    edit->setObjectName(name + QStringLiteral("Keys"));
    auto* line = edit->findChild<QLineEdit*>();
    line->setObjectName(name + QStringLiteral("KeysEdit"));
    line->setAccessibleName(tr("Keys of %1").arg(text));
    line->setPlaceholderText(tr("None"));
    edit->setAccessibleName(line->accessibleName());
    auto* clear = new QToolButton;
    clear->setObjectName(name + QStringLiteral("KeysClear"));
    clear->setIcon(icons::icon(QStringLiteral("close"), QPalette::PlaceholderText));
    clear->setIconSize({14, 14});
    clear->setFocusPolicy(Qt::StrongFocus);
    clear->setToolTip(tr("No keys for %1").arg(text));
    clear->setAccessibleName(clear->toolTip());
    auto* clash = new QLabel;
    clash->setObjectName(name + QStringLiteral("KeysClash"));
    clash->setProperty("role", QStringLiteral("problem"));
    clash->setTextFormat(Qt::PlainText);
    clash->setWordWrap(true);
    clash->hide();

    auto* field = new QWidget;
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(edit, 1);
    row->addWidget(clear);
    auto* both = new QVBoxLayout(field);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(2);
    both->addLayout(row);
    both->addWidget(clash);
    field->setFocusProxy(edit);
    addRow(text, field);
    m_rows.append({name, text, own, edit, clash});

    connect(clear, &QToolButton::clicked, edit, &QKeySequenceEdit::clear);
    connect(edit, &QKeySequenceEdit::keySequenceChanged, this, [this, edit](const QKeySequence& keys) {
        // One press, not a melody.
        if (keys.count() > 1) edit->setKeySequence(QKeySequence(keys[0]));
        check();
    });
}

void KeysPage::restore() {
    for (const Row& row : m_rows)
        row.edit->setKeySequence(QKeySequence(row.own, QKeySequence::PortableText));
}

void KeysPage::check() {
    for (const Row& row : m_rows) {
        QString other;
        for (const Row& one : m_rows) {
            if (&one != &row && !row.edit->keySequence().isEmpty() &&
                one.edit->keySequence() == row.edit->keySequence()) {
                other = one.text;
            }
        }
        row.clash->setText(other.isEmpty() ? QString() : tr("“%1” has these keys too.").arg(other));
        row.clash->setVisible(!other.isEmpty());
    }
}

QString KeysPage::problem() const {
    for (const Row& row : m_rows) {
        if (!row.clash->text().isEmpty())
            return tr("%1: %2").arg(row.edit->keySequence().toString(QKeySequence::NativeText),
                                    row.clash->text());
    }
    return {};
}

void KeysPage::save() {
    QHash<QString, QString> changed;
    for (const Row& row : m_rows) {
        const QString keys = row.edit->keySequence().toString(QKeySequence::PortableText);
        if (keys != row.own) changed.insert(row.name, keys);
    }
    m_settings.setShortcuts(changed);
}

}  // namespace ui
