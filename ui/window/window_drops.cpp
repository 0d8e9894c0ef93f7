#include "ui/window/window_drops.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QWidget>

#include "ui/chat/drop_overlay.h"
#include "ui/chat/drop_reader.h"

namespace ui {

WindowDrops::WindowDrops(QWidget* window)
    : QObject(window), m_window(window), m_overlay(new DropOverlay(window)) {
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool WindowDrops::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::DragEnter:
            enter(*static_cast<QDragEnterEvent*>(event));
            return true;
        case QEvent::DragMove:
            move(*static_cast<QDragMoveEvent*>(event));
            return true;
        case QEvent::DragLeave:
            m_overlay->hide();
            return true;
        case QEvent::Drop:
            drop(*static_cast<QDropEvent*>(event));
            return true;
        case QEvent::Resize:
            m_overlay->setGeometry(m_window->rect());
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

void WindowDrops::enter(QDragEnterEvent& event) {
    if (event.source() != nullptr) return;  // our own text
    const DropVerdict verdict = judgeDrop(*event.mimeData());
    m_isTaken = verdict.isTaken();
    m_overlay->showVerdict(verdict);
    // Accepted even when it won't be taken, as only then Qt says when the mouse has left; the moves are
    // ignored, which is what the other program sees.
    event.setDropAction(Qt::CopyAction);
    event.accept();
}

void WindowDrops::move(QDragMoveEvent& event) const {
    if (m_isTaken) {
        event.setDropAction(Qt::CopyAction);
        event.accept();
    } else {
        event.ignore();
    }
}

void WindowDrops::drop(QDropEvent& event) {
    m_overlay->hide();
    if (!m_isTaken) {
        event.ignore();
        emit refused(judgeDrop(*event.mimeData()).refusals.join(u'\n'));
        return;
    }
    event.setDropAction(Qt::CopyAction);
    event.accept();
    emit dropped(event.mimeData());
    m_window->activateWindow();
}

}  // namespace ui
