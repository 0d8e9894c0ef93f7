#include "ui/models/model_window.h"

#include <algorithm>
#include <utility>

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStyle>
#include <QTableView>
#include <QVBoxLayout>

#include "app/models/model_manager.h"
#include "app/models/model_service.h"
#include "app/settings/settings.h"
#include "ui/models/import_dialog.h"
#include "ui/models/model_table.h"
#include "ui/models/model_words.h"
#include "ui/models/site_form.h"
#include "ui/models/work_line.h"

namespace ui {

ModelWindow::ModelWindow(app::ModelManager& manager, app::ModelService& models, app::Settings& settings,
                         QWidget* parent)
    : QDialog(parent),
      m_manager(manager),
      m_models(models),
      m_rows(new ModelTable(manager, this)),
      m_table(new QTableView),
      m_details(new QLabel),
      m_work(new WorkLine),
      m_bar(new ModelBar),
      m_notice(new QLabel),
      m_look(new QPushButton(tr("Look for updates"))) {
    setObjectName(QStringLiteral("modelWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Models"));
    m_details->setObjectName(QStringLiteral("modelDetails"));
    m_notice->setObjectName(QStringLiteral("modelNotice"));
    for (QLabel* label : {m_details, m_notice}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setProperty("role", QStringLiteral("hint"));
    }
    m_notice->hide();
    makeTable();
    auto* site = new SiteForm(manager, settings);
    layOut(site);
    listen();
    connect(site, &SiteForm::said, this, &ModelWindow::say);
    m_table->selectRow(0);
    refresh();
    m_table->setFocus();
    resize(920, 620);
}

void ModelWindow::makeTable() {
    m_table->setObjectName(QStringLiteral("modelTable"));
    m_table->setAccessibleName(tr("Models"));
    m_table->setModel(m_rows);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setMinimumHeight(150);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(34);
    QHeaderView* header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setSectionResizeMode(ModelTable::Name, QHeaderView::Stretch);
    m_table->setColumnWidth(ModelTable::Size, 90);
    m_table->setColumnWidth(ModelTable::Licence, 100);
    m_table->setColumnWidth(ModelTable::Weights, 200);
    m_table->setColumnWidth(ModelTable::State, 210);
}

QWidget* ModelWindow::makeFooter() {
    auto* footer = new QWidget;
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(0, 0, 0, 0);
    auto* openFolder = new QPushButton(tr("Open a folder…"));
    openFolder->setObjectName(QStringLiteral("modelOpenFolder"));
    openFolder->setToolTip(tr("Use a model where it lies, without copying it"));
    auto* import = new QPushButton(tr("Import from a folder…"));
    import->setObjectName(QStringLiteral("modelImport"));
    import->setToolTip(tr("Copy a model from a folder or a stick, and check it"));
    m_look->setObjectName(QStringLiteral("modelLook"));
    m_look->setToolTip(tr("Ask the site whether installed models have newer revisions"));
    auto* close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("modelClose"));
    for (QPushButton* button : {import, openFolder, m_look, close}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
    }
    row->addWidget(import);
    row->addWidget(openFolder);
    row->addWidget(m_look);
    row->addStretch();
    row->addWidget(close);
    connect(import, &QPushButton::clicked, this, [this] {
        chooseFolder("importModelDialog", tr("Import a model from a folder"),
                     [](ModelWindow& window, const QString& folder) { window.askToImport(folder); });
    });
    connect(openFolder, &QPushButton::clicked, this, [this] {
        chooseFolder(
            "openModelDialog", tr("Open a model folder"),
            [](ModelWindow& window, const QString& folder) { window.load(folder, QDir(folder).dirName()); });
    });
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_look, &QPushButton::clicked, this, [this] {
        m_look->setEnabled(false);
        say({}, false);
        m_manager.askForUpdates();
    });
    return footer;
}

void ModelWindow::layOut(QWidget* site) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(12);
    column->addWidget(m_table, 1);
    column->addWidget(m_details);
    column->addWidget(m_work);
    column->addWidget(m_bar);
    column->addWidget(m_notice);
    column->addSpacing(10);  // what follows is of all models
    column->addWidget(site);
    column->addWidget(makeFooter());
}

void ModelWindow::listen() {
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (const app::ModelRow* row = m_rows->at(current.row())) m_chosen = row->name;
                refresh();
            });
    connect(m_rows, &QAbstractItemModel::modelReset, this, &ModelWindow::keepChoice);
    connect(m_rows, &QAbstractItemModel::dataChanged, this, &ModelWindow::refresh);
    connect(m_table, &QTableView::activated, this, [this] { m_bar->takeKeyboard(); });
    connect(m_bar, &ModelBar::asked, this, &ModelWindow::act);
    connect(&m_manager, &app::ModelManager::finished, this,
            [this](const QString& name, const QString& folder, const QString& note) {
                if (std::exchange(m_importing, {}) == name) chooseFolderOf(folder);
                say(note, false);
            });
    connect(&m_manager, &app::ModelManager::failed, this,
            [this](const QString&, const QString& sentence) { say(sentence, true); });
    connect(&m_manager, &app::ModelManager::updatesFound, this, &ModelWindow::onUpdates);
    connect(&m_models, &app::ModelService::changed, this, &ModelWindow::onModelChanged);
}

void ModelWindow::choose(const QString& model) {
    if (const int row = m_rows->indexOf(model); row >= 0) m_table->selectRow(row);
}

/// A converted model has another name than what was imported.
void ModelWindow::chooseFolderOf(const QString& folder) {
    for (const app::ModelRow& row : m_manager.rows()) {
        if (row.folder == folder) choose(row.name);
    }
}

/// The same model as before, wherever it stands now; one that went gives way to the first.
void ModelWindow::keepChoice() {
    m_table->selectRow(std::max(0, m_rows->indexOf(m_chosen)));
    refresh();
}

void ModelWindow::refresh() {
    const app::ModelRow* row = m_rows->at(m_table->currentIndex().row());
    const bool loads = m_models.state() == app::ModelState::Loading;
    m_details->setText(row == nullptr ? QString() : model_words::details(*row));
    m_bar->showModel(row, row != nullptr && m_manager.isWorking(row->name), loads);
    const bool works = m_manager.isWorking(m_chosen);
    if (works) m_work->showProgress(m_manager.progress(m_chosen));
    m_work->setVisible(works);
}

void ModelWindow::act(ModelDeed deed, const QString& name, app::WeightsChoice weights) {
    say({}, false);
    switch (deed) {
        case ModelDeed::GoOn:
            if (const auto row = m_manager.row(name); row && row->installed && row->update) {
                m_manager.update(name);
                break;
            }
            [[fallthrough]];
        case ModelDeed::Download:
            m_manager.download(name, weights);
            break;
        case ModelDeed::Convert:
            m_manager.convert(name, weights);
            break;
        case ModelDeed::Pause:
            m_manager.pause(name);
            break;
        case ModelDeed::Use:
            use(name);
            break;
        case ModelDeed::Verify:
            m_manager.verify(name);
            break;
        case ModelDeed::Update:
            m_manager.update(name);
            break;
        case ModelDeed::GoBack:
            m_manager.rollBack(name);
            break;
        case ModelDeed::Remove:
            askToRemove(name);
            break;
        case ModelDeed::Count:
            break;
    }
    refresh();
}

void ModelWindow::use(const QString& name) {
    const auto row = m_manager.row(name);
    if (!row) return;
    load(row->folder, name);
}

void ModelWindow::load(const QString& folder, const QString& name) {
    m_loading = name;
    say(tr("%1 is being loaded…").arg(name), false);
    m_models.load(folder);
}

void ModelWindow::onModelChanged() {
    refresh();
    if (m_loading.isEmpty() || m_models.state() == app::ModelState::Loading) return;
    const QString name = std::exchange(m_loading, {});
    const QString problem = m_models.problem();
    say(problem.isEmpty() ? tr("%1 is in use.").arg(name) : problem, !problem.isEmpty());
}

void ModelWindow::askToRemove(const QString& name) {
    auto* box = new QMessageBox(QMessageBox::Question, tr("Remove a model"),
                                tr("Delete %1 and all that was downloaded of it from the disk?").arg(name),
                                QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("removeModelDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* remove = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    remove->setObjectName(QStringLiteral("removeModel"));
    connect(remove, &QPushButton::clicked, this, [this, name] { m_manager.remove(name); });
    box->open();
}

void ModelWindow::chooseFolder(const char* name, const QString& title,
                               void (*then)(ModelWindow& window, const QString& folder)) {
    auto* dialog = new QFileDialog(this, title);
    dialog->setObjectName(QString::fromLatin1(name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, then](const QString& folder) { then(*this, folder); });
    dialog->open();
}

/// Where there is a choice of weights, it is asked for; else the import itself says what is wrong.
void ModelWindow::askToImport(const QString& folder) {
    const app::FolderModel model = m_manager.inFolder(folder);
    if (model.fit.kinds.isEmpty()) return import(folder, app::WeightsChoice::Auto);
    auto* dialog = new ImportDialog(folder, model, this);
    connect(dialog, &ImportDialog::chosen, this, &ModelWindow::import);
    dialog->open();
}

void ModelWindow::import(const QString& folder, app::WeightsChoice weights) {
    say({}, false);
    const QString name = QDir(folder).dirName();
    m_importing = name;
    m_manager.importFolder(folder, {}, weights);
    m_rows->expect(name);
    choose(name);
    refresh();
}

void ModelWindow::onUpdates(const QList<app::ModelUpdate>& updates, const QString& problem) {
    m_look->setEnabled(true);
    if (!problem.isEmpty()) return say(problem, true);
    if (updates.isEmpty()) return say(tr("Every installed model is at its newest revision."), false);
    say(updates.first().sentence(), false);
    choose(updates.first().model);
}

void ModelWindow::say(const QString& sentence, bool isProblem) {
    m_notice->setText(sentence);
    m_notice->setVisible(!sentence.isEmpty());
    m_notice->setProperty("role", isProblem ? QStringLiteral("problem") : QStringLiteral("hint"));
    style()->unpolish(m_notice);  // the rules are asked again
    style()->polish(m_notice);
}

}  // namespace ui
