#pragma once

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace app {
class WorkQueue;
}

namespace ui {

/// The queue with its results in one table. It stands beside the window, which goes on working.
class QueueWindow final : public QDialog {
    Q_OBJECT

 public:
    /// The queue outlives it. `exports`: the folder that is offered for the table.
    QueueWindow(app::WorkQueue& queue, const QString& exports, QWidget* parent = nullptr);

 signals:
    void addRequested();
    void openRequested(std::int64_t conversation);
    void said(const QString& sentence);

 private:
    QPushButton* addButton(const char* name, const QString& text);
    void refresh();
    void exportTable();
    QList<std::int64_t> selected() const;

    app::WorkQueue& m_queue;
    const QString m_exports;
    QLabel* m_state;
    QProgressBar* m_progress;
    QTableView* m_table;
    QWidget* m_bar;
    QPushButton* m_pause;
    QPushButton* m_open;
    QPushButton* m_retry;
    QPushButton* m_remove;
    QPushButton* m_clear;
    QPushButton* m_export;
};

/// "7 of 20 done, about 3 min left", for the window and the bar.
QString queueText(const app::WorkQueue& queue);

}  // namespace ui
