#include "ui/settings/settings_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include "ui/common/icons.h"
#include "ui/settings/answers_page.h"
#include "ui/settings/care_page.h"
#include "ui/settings/folders_page.h"
#include "ui/settings/general_page.h"
#include "ui/settings/keys_page.h"
#include "ui/settings/model_page.h"
#include "ui/settings/port_page.h"
#include "ui/settings/upstream_page.h"

namespace ui {

SettingsDialog::SettingsDialog(app::Settings& settings, app::ModelService& models, const Actions& actions,
                               QWidget* parent)
    : QDialog(parent),
      m_names(new QListWidget),
      m_stack(new QStackedWidget),
      m_problem(new QLabel),
      m_save(new QPushButton(tr("Save"))),
      m_cancel(new QPushButton(tr("Cancel"))) {
    setObjectName(QStringLiteral("settingsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Settings"));
    m_names->setObjectName(QStringLiteral("settingsPages"));
    m_names->setAccessibleName(tr("Pages of the settings"));
    m_names->setIconSize({18, 18});
    m_problem->setObjectName(QStringLiteral("settingsProblem"));
    m_problem->setProperty("role", QStringLiteral("problem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_save->setObjectName(QStringLiteral("settingsSave"));
    m_save->setDefault(true);
    m_cancel->setObjectName(QStringLiteral("settingsCancel"));
    m_cancel->setAutoDefault(false);
    for (SettingsPage* page : std::initializer_list<SettingsPage*>{
             new GeneralPage(settings), new ModelPage(settings, models), new AnswersPage(settings),
             new UpstreamPage(settings), new PortPage(settings), new CarePage(settings),
             new FoldersPage(settings), new KeysPage(settings, actions)}) {
        addPage(page);
    }
    m_names->setFixedWidth(m_names->sizeHintForColumn(0) + 48);
    m_names->setCurrentRow(0);

    auto* both = new QHBoxLayout;
    both->setSpacing(18);
    both->addWidget(m_names);
    both->addWidget(m_stack, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_problem, 1);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 16);
    all->setSpacing(14);
    all->addLayout(both, 1);
    all->addLayout(buttons);
    resize(800, 680);

    connect(m_names, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &SettingsDialog::save);
}

void SettingsDialog::addPage(SettingsPage* page) {
    m_pages.append(page);
    m_names->addItem(
        new QListWidgetItem(icons::icon(page->icon(), QPalette::PlaceholderText), page->title()));
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setProperty("role", QStringLiteral("page"));
    m_stack->addWidget(scroll);
}

void SettingsDialog::showPage(const QString& name) {
    for (int i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i]->objectName() == name) m_names->setCurrentRow(i);
    }
}

void SettingsDialog::save() {
    for (SettingsPage* page : m_pages) {
        const QString problem = page->problem();
        if (problem.isEmpty()) continue;
        showPage(page->objectName());
        m_problem->setText(problem);
        m_problem->show();
        return;
    }
    // A change of the language must not reach a dialog that is half written.
    const QList<SettingsPage*> pages = m_pages;
    hide();
    for (SettingsPage* page : pages)
        page->save();
    accept();
}

}  // namespace ui
