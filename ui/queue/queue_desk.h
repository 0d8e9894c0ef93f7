#pragma once

#include <vector>

#include <QHash>
#include <QObject>
#include <QPointer>

#include "ui/chat/drop_reader.h"
#include "ui/window/window_parts.h"

class QFrame;
class QLabel;
class QPushButton;

namespace ui {

class QueueWindow;

/// Connects the queue with the window: many pictures at once are offered to it, a line above the composer
/// says how far it is, and its table opens.
class QueueDesk final : public QObject {
    Q_OBJECT

 public:
    /// Lives as long as the window.
    explicit QueueDesk(const WindowParts& parts);

    void showTable();

 private:
    void makeLine();
    void offer(const std::vector<DroppedItem>& items);
    void start(const std::vector<DroppedItem>& items, const QString& question);
    void choosePictures();
    void refresh();
    bool eventFilter(QObject* watched, QEvent* event) override;

    const WindowParts m_parts;
    QFrame* m_line;
    QLabel* m_text;
    QPushButton* m_open;
    QPushButton* m_pause;
    QPointer<QueueWindow> m_window;
    QHash<int, QString> m_tickets;  ///< of the importer, with the question
    bool m_wasWorking = false;
};

}  // namespace ui
