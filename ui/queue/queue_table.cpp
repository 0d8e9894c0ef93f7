#include "ui/queue/queue_table.h"

#include "app/chat/seconds_text.h"
#include "app/queue/queue_csv.h"
#include "app/queue/work_queue.h"
#include "ui/chat/plain_text.h"

namespace ui {

namespace {

QString oneLine(const app::QueueItem& item) {
    if (!item.problem.isEmpty()) return item.problem;
    return plainText(item.answer.left(600)).simplified().left(240);
}

}  // namespace

QueueTable::QueueTable(const app::WorkQueue& queue, QObject* parent)
    : QAbstractTableModel(parent), m_queue(queue), m_rows(static_cast<int>(queue.items().size())) {
    connect(&queue, &app::WorkQueue::changed, this, [this] {
        const auto rows = static_cast<int>(m_queue.items().size());
        if (rows > m_rows) {  // added at the end: what is selected stays so
            beginInsertRows({}, m_rows, rows - 1);
            m_rows = rows;
            endInsertRows();
        } else if (rows < m_rows) {
            beginResetModel();
            m_rows = rows;
            endResetModel();
        }
    });
    connect(&queue, &app::WorkQueue::itemChanged, this, [this](int row) {
        if (row < m_rows) emit dataChanged(index(row, 0), index(row, Columns - 1));
    });
}

int QueueTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

int QueueTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(Columns);
}

QVariant QueueTable::data(const QModelIndex& index, int role) const {
    if (index.row() >= m_queue.items().size()) return {};
    const app::QueueItem& item = m_queue.items()[index.row()];
    if (role == Qt::ToolTipRole && index.column() == Answer)
        return item.problem.isEmpty() ? plainText(item.answer) : item.problem;
    if (role == Qt::ToolTipRole && index.column() == Picture) return item.name;
    if (role == Qt::TextAlignmentRole && index.column() == Seconds)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case Picture:
            return item.name;
        case State:
            return app::stateText(item.state);
        case Answer:
            return oneLine(item);
        case Seconds:
            return item.seconds > 0 ? app::secondsText(item.seconds) : QString();
        default:
            return {};
    }
}

QVariant QueueTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole) return {};
    if (orientation == Qt::Vertical) return section + 1;
    const QString heads[] = {tr("Picture"), tr("State"), tr("Answer"), tr("Seconds")};
    return section < Columns ? heads[section] : QString();
}

}  // namespace ui
