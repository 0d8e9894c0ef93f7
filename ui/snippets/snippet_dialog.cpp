#include "ui/snippets/snippet_dialog.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QStyle>
#include <QStyledItemDelegate>

#include "app/snippets/snippet_library.h"
#include "ui/common/icons.h"
#include "ui/common/search_field.h"
#include "ui/snippets/snippet_form.h"
#include "ui/snippets/snippet_popup.h"

namespace ui {

namespace {

constexpr int kPause = 500;

QString documentsFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

/// As wide as the list: what is longer gives up its end.
class NarrowItems final : public QStyledItemDelegate {
 public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return {80, QStyledItemDelegate::sizeHint(option, index).height()};
    }
};

void fill(QListWidgetItem& item, const app::Snippet& snippet) {
    const bool isReply = snippet.kind == app::SnippetKind::Reply;
    item.setIcon(
        icons::icon(isReply ? QStringLiteral("reply") : QStringLiteral("chat"), QPalette::PlaceholderText));
    item.setText(QStringLiteral("/%1  %2").arg(snippet.name, snippet.title).trimmed());
    item.setToolTip(item.text());
    item.setData(Qt::UserRole, snippet.name);
}

}  // namespace

SnippetDialog::SnippetDialog(app::SnippetLibrary& library, QWidget* parent)
    : QDialog(parent),
      m_library(library),
      m_filter(new SearchField(SearchField::Glass::Hidden)),
      m_list(new QListWidget),
      m_form(new SnippetForm),
      m_new(new QPushButton),
      m_remove(new QPushButton),
      m_undo(new QPushButton),
      m_import(new QPushButton),
      m_export(new QPushButton),
      m_starters(new QPushButton),
      m_close(new QPushButton),
      m_said(new QLabel) {
    setObjectName(QStringLiteral("snippetDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    connectParts();
    retranslate();
    showList(m_library.snippets().isEmpty() ? QString() : m_library.snippets().first().name);
    if (!library.problem().isEmpty()) say(library.problem(), true);
    resize(820, 560);
}

void SnippetDialog::layOut() {
    m_filter->setObjectName(QStringLiteral("snippetFilter"));
    m_list->setObjectName(QStringLiteral("snippetList"));
    m_list->setMinimumWidth(280);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new NarrowItems(m_list));
    const std::pair<QPushButton*, const char*> buttons[] = {
        {m_new, "snippetNew"},       {m_remove, "snippetRemove"}, {m_undo, "snippetUndo"},
        {m_import, "snippetImport"}, {m_export, "snippetExport"}, {m_starters, "snippetStarters"},
        {m_close, "snippetClose"}};
    for (const auto& [button, name] : buttons) {
        button->setObjectName(QString::fromLatin1(name));
        button->setAutoDefault(false);
    }
    m_undo->hide();
    m_said->setObjectName(QStringLiteral("snippetSaid"));
    m_said->setWordWrap(true);
    m_said->setTextFormat(Qt::PlainText);
    m_said->hide();

    auto* under = new QHBoxLayout;
    under->addWidget(m_new);
    under->addWidget(m_remove);
    under->addWidget(m_undo);
    under->addStretch();
    auto* left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(m_filter);
    left->addWidget(m_list, 1);
    left->addLayout(under);
    auto* both = new QHBoxLayout;
    both->setSpacing(18);
    both->addLayout(left, 4);
    both->addWidget(m_form, 5);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(m_import);
    bottom->addWidget(m_export);
    bottom->addWidget(m_starters);
    bottom->addStretch();
    bottom->addWidget(m_close);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 16);
    all->setSpacing(12);
    all->addLayout(both, 1);
    all->addWidget(m_said);
    all->addLayout(bottom);
}

void SnippetDialog::connectParts() {
    m_typing.setSingleShot(true);
    m_typing.setInterval(kPause);
    connect(&m_typing, &QTimer::timeout, this, &SnippetDialog::keep);
    connect(m_form, &SnippetForm::edited, &m_typing, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::textChanged, this, [this] {
        keep();
        showList(m_shown);
    });
    connect(m_list, &QListWidget::currentItemChanged, this, [this] {
        if (m_isFilling) return;
        keep();
        showCurrent();
    });
    connect(m_new, &QPushButton::clicked, this, &SnippetDialog::addNew);
    connect(m_remove, &QPushButton::clicked, this, &SnippetDialog::removeCurrent);
    connect(m_undo, &QPushButton::clicked, this, &SnippetDialog::undo);
    connect(m_import, &QPushButton::clicked, this, &SnippetDialog::chooseImport);
    connect(m_export, &QPushButton::clicked, this, &SnippetDialog::chooseExport);
    connect(m_starters, &QPushButton::clicked, this, [this] {
        keep();
        const QString problem = m_library.addStarters();
        if (!problem.isEmpty()) say(problem, true);
        showList(m_shown);
    });
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
}

void SnippetDialog::showList(const QString& current) {
    m_isFilling = true;
    m_list->clear();
    for (const app::Snippet& snippet : fittingSnippets(m_library.snippets(), m_filter->text().trimmed())) {
        auto* item = new QListWidgetItem(m_list);
        fill(*item, snippet);
        if (snippet.name == current) m_list->setCurrentItem(item);
    }
    m_isFilling = false;
    showCurrent();
}

void SnippetDialog::showCurrent() {
    m_typing.stop();
    const QListWidgetItem* item = m_list->currentItem();
    const int index =
        item == nullptr ? -1 : app::indexOf(m_library.snippets(), item->data(Qt::UserRole).toString());
    m_shown = index < 0 ? QString() : m_library.snippets()[index].name;
    m_form->show(index < 0 ? app::Snippet() : m_library.snippets()[index]);
    m_remove->setEnabled(index >= 0);
}

/// Does nothing to a new one of which nothing is written yet.
void SnippetDialog::keep() {
    m_typing.stop();
    const app::Snippet snippet = m_form->snippet();
    if (m_shown.isEmpty() && snippet == app::Snippet{{}, {}, {}, snippet.kind}) return;
    const QString problem = m_library.put(snippet, m_shown);
    m_form->showProblem(problem);
    if (!problem.isEmpty()) return;
    QListWidgetItem* item = nullptr;
    for (int row = 0; row < m_list->count() && !m_shown.isEmpty(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == m_shown) item = m_list->item(row);
    }
    m_isFilling = true;
    if (item == nullptr) {
        item = new QListWidgetItem(m_list);
        if (m_list->currentItem() == nullptr) m_list->setCurrentItem(item);
    }
    fill(*item, snippet);
    m_isFilling = false;
    m_shown = snippet.name;
    m_remove->setEnabled(true);
}

void SnippetDialog::addNew() {
    keep();
    m_filter->clear();
    m_isFilling = true;
    m_list->setCurrentItem(nullptr);
    m_isFilling = false;
    showCurrent();
    m_form->focusName();
}

void SnippetDialog::removeCurrent() {
    m_typing.stop();
    const int index = app::indexOf(m_library.snippets(), m_shown);
    if (index < 0) return;
    const app::Snippet removed = m_library.snippets()[index];
    const QString problem = m_library.remove(m_shown);
    if (!problem.isEmpty()) return say(problem, true);
    m_removed = removed;
    m_undo->show();
    const int next = qMin(index, static_cast<int>(m_library.snippets().size()) - 1);
    showList(next < 0 ? QString() : m_library.snippets()[next].name);
    say(tr("/%1 was removed.").arg(removed.name), false);
}

void SnippetDialog::undo() {
    if (!m_removed) return;
    keep();
    const QString problem = m_library.put(*m_removed);
    if (!problem.isEmpty()) return say(problem, true);
    showList(m_removed->name);
    m_removed.reset();
    m_undo->hide();
    m_said->hide();
}

void SnippetDialog::chooseImport() {
    keep();
    auto* dialog = new QFileDialog(this, tr("Import snippets"), documentsFolder());
    dialog->setObjectName(QStringLiteral("snippetImportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilter(tr("Snippets") + QStringLiteral(" (*.json)"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        const auto imported = m_library.importFrom(file);
        showList(m_shown);
        if (!imported.problem.isEmpty()) return say(imported.problem, true);
        say(tr("%1 snippets were added, %2 replaced.").arg(imported.added).arg(imported.replaced), false);
    });
    dialog->open();
}

void SnippetDialog::chooseExport() {
    keep();
    auto* dialog = new QFileDialog(this, tr("Export snippets"), documentsFolder());
    dialog->setObjectName(QStringLiteral("snippetExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Snippets") + QStringLiteral(" (*.json)"));
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("glancedesk-snippets.json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        const QString problem = m_library.exportTo(file);
        if (!problem.isEmpty()) return say(problem, true);
        say(tr("Exported to %1.").arg(QDir::toNativeSeparators(file)), false);
    });
    dialog->open();
}

void SnippetDialog::say(const QString& sentence, bool isProblem) {
    m_said->setProperty("role", isProblem ? QStringLiteral("problem") : QStringLiteral("hint"));
    m_said->style()->unpolish(m_said);
    m_said->style()->polish(m_said);
    m_said->setText(sentence);
    m_said->show();
}

void SnippetDialog::done(int result) {
    keep();
    QDialog::done(result);
}

void SnippetDialog::retranslate() {
    setWindowTitle(tr("Templates and replies"));
    m_filter->setPlaceholderText(tr("Search"));
    m_filter->setAccessibleName(tr("Search"));
    m_list->setAccessibleName(tr("Templates and replies"));
    const std::pair<QPushButton*, QString> words[] = {
        {m_new, tr("New")},        {m_remove, tr("Remove")},  {m_undo, tr("Undo")},
        {m_import, tr("Import…")}, {m_export, tr("Export…")}, {m_starters, tr("Add the starter set")},
        {m_close, tr("Close")}};
    for (const auto& [button, text] : words) {
        button->setText(text);
        button->setAccessibleName(text);
    }
    m_starters->setToolTip(tr("Adds the texts that came with the program and are missing"));
}

}  // namespace ui
