#pragma once

#include <QAbstractTableModel>

namespace app {
class WorkQueue;
}

namespace ui {

/// The queue as a table: picture, state, answer in one line, seconds.
class QueueTable final : public QAbstractTableModel {
    Q_OBJECT

 public:
    enum Column { Picture, State, Answer, Seconds, Columns };

    /// The queue outlives it.
    explicit QueueTable(const app::WorkQueue& queue, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
    const app::WorkQueue& m_queue;
    int m_rows = 0;
};

}  // namespace ui
