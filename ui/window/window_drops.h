#pragma once

#include <QObject>

class QDragEnterEvent;
class QDragMoveEvent;
class QDropEvent;
class QMimeData;
class QWidget;

namespace ui {

class DropOverlay;

/// Takes what is dragged over the window: says at once what a drop would bring, or why it would not.
class WindowDrops final : public QObject {
    Q_OBJECT

 public:
    /// The window is its parent.
    explicit WindowDrops(QWidget* window);

 signals:
    /// Valid during the call.
    void dropped(const QMimeData* source);
    void refused(const QString& sentence);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void enter(QDragEnterEvent& event);
    void move(QDragMoveEvent& event) const;
    void drop(QDropEvent& event);

    QWidget* m_window;
    DropOverlay* m_overlay;
    bool m_isTaken = false;
};

}  // namespace ui
