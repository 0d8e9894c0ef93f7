#include "ui/queue/queue_window.h"

#include <cmath>

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "app/queue/work_queue.h"
#include "ui/queue/queue_table.h"

namespace ui {

QString queueText(const app::WorkQueue& queue) {
    const int left = queue.left();
    const int done = queue.count(app::QueueState::Done);
    const int failed = queue.count(app::QueueState::Failed);
    QString text = QueueWindow::tr("%1 of %2 done").arg(done).arg(done + failed + left);
    if (failed > 0) text += QStringLiteral("  ·  ") + QueueWindow::tr("%n failed", nullptr, failed);
    if (left > 0 && queue.isPaused()) {
        text += QStringLiteral("  ·  ") + QueueWindow::tr("paused");
    } else if (const auto seconds = queue.secondsLeft(); left > 0 && seconds) {
        text += QStringLiteral("  ·  ") + (*seconds < 60
                                               ? QueueWindow::tr("less than a minute left")
                                               : QueueWindow::tr("about %n min left", nullptr,
                                                                 static_cast<int>(std::ceil(*seconds / 60))));
    }
    return text;
}

QueueWindow::QueueWindow(app::WorkQueue& queue, const QString& exports, QWidget* parent)
    : QDialog(parent),
      m_queue(queue),
      m_exports(exports),
      m_state(new QLabel),
      m_progress(new QProgressBar),
      m_table(new QTableView),
      m_bar(new QWidget) {
    setObjectName(QStringLiteral("queueWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Queue of pictures"));
    m_state->setObjectName(QStringLiteral("queueState"));
    m_progress->setObjectName(QStringLiteral("queueProgress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_table->setObjectName(QStringLiteral("queueTable"));
    m_table->setAccessibleName(tr("Pictures and their answers"));
    m_table->setModel(new QueueTable(queue, this));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(34);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(QueueTable::Answer, QHeaderView::Stretch);
    m_table->setColumnWidth(QueueTable::Picture, 220);
    m_table->setColumnWidth(QueueTable::State, 130);
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(0, 0, 0, 0);
    auto* add = addButton("queueAdd", tr("Add pictures…"));
    m_pause = addButton("queuePause", tr("Pause"));
    m_open = addButton("queueOpen", tr("Open the conversation"));
    m_retry = addButton("queueRetry", tr("Try again"));
    m_remove = addButton("queueRemove", tr("Take out"));
    row->addStretch();
    m_clear = addButton("queueClear", tr("Clear what is done"));
    m_export = addButton("queueExport", tr("Export table…"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(12);
    column->addWidget(m_state);
    column->addWidget(m_progress);
    column->addWidget(m_table, 1);
    column->addWidget(m_bar);

    connect(add, &QPushButton::clicked, this, &QueueWindow::addRequested);
    connect(m_pause, &QPushButton::clicked, this, [this] { m_queue.setPaused(!m_queue.isPaused()); });
    connect(m_retry, &QPushButton::clicked, this, [this] { m_queue.retry(selected()); });
    connect(m_remove, &QPushButton::clicked, this, [this] { m_queue.remove(selected()); });
    connect(m_clear, &QPushButton::clicked, this, [this] { m_queue.removeDone(); });
    connect(m_export, &QPushButton::clicked, this, &QueueWindow::exportTable);
    const auto open = [this] {
        const int current = m_table->currentIndex().row();
        if (current >= 0 && current < m_queue.items().size())
            emit openRequested(m_queue.items()[current].conversation);
    };
    connect(m_open, &QPushButton::clicked, this, open);
    connect(m_table, &QTableView::activated, this, open);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &QueueWindow::refresh);
    connect(&queue, &app::WorkQueue::changed, this, &QueueWindow::refresh);
    connect(&queue, &app::WorkQueue::itemChanged, this, &QueueWindow::refresh);
    refresh();
    resize(900, 480);
}

QPushButton* QueueWindow::addButton(const char* name, const QString& text) {
    auto* button = new QPushButton(text);
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    m_bar->layout()->addWidget(button);
    return button;
}

QList<std::int64_t> QueueWindow::selected() const {
    QList<std::int64_t> ids;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        if (index.row() < m_queue.items().size()) ids += m_queue.items()[index.row()].id;
    }
    return ids;
}

void QueueWindow::refresh() {
    const int done = m_queue.count(app::QueueState::Done);
    const int failed = m_queue.count(app::QueueState::Failed);
    m_state->setText(m_queue.items().isEmpty() && m_queue.left() == 0
                         ? tr("Drop many pictures at once, or add them here: each is answered in a "
                              "conversation of its own.")
                         : queueText(m_queue));
    m_progress->setMaximum(qMax(1, done + failed + m_queue.left()));
    m_progress->setValue(done + failed);
    m_progress->setAccessibleName(m_state->text());
    m_pause->setText(m_queue.isPaused() ? tr("Go on") : tr("Pause"));
    m_pause->setAccessibleName(m_pause->text());
    m_pause->setEnabled(m_queue.left() > 0);
    const bool any = !selected().isEmpty();
    m_open->setEnabled(any);
    m_remove->setEnabled(any);
    bool anyFailed = false;
    for (const app::QueueItem& item : m_queue.items()) {
        if (item.state == app::QueueState::Failed && selected().contains(item.id)) anyFailed = true;
    }
    m_retry->setEnabled(anyFailed);
    m_clear->setEnabled(done > 0);
    m_export->setEnabled(!m_queue.items().isEmpty());
}

void QueueWindow::exportTable() {
    auto* dialog = new QFileDialog(this, tr("Export the table"), m_exports);
    dialog->setObjectName(QStringLiteral("exportQueueDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(QStringLiteral("CSV (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("queue.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (m_queue.exportCsv(path)) emit said(tr("Exported to %1.").arg(QDir::toNativeSeparators(path)));
    });
    dialog->open();
}

}  // namespace ui
