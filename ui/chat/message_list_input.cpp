// What the mouse and the keys do in the list of messages.
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include "ui/chat/message_list_view.h"

namespace ui {

MessageHit MessageListView::hitAt(const QPoint& point, QModelIndex* index) const {
    *index = indexAt(point);
    if (!index->isValid()) return {};
    return m_delegate->hit(*index, rowWidth(), point - visualRect(*index).topLeft());
}

void MessageListView::hover(const QPoint& point) {
    QModelIndex index;
    const MessageHit hit = hitAt(point, &index);
    const bool isButton = hit.kind == MessageHit::Kind::Link || hit.kind == MessageHit::Kind::Picture ||
                          hit.kind == MessageHit::Kind::ThinkingHeader;
    viewport()->setCursor(isButton                             ? Qt::PointingHandCursor
                          : hit.kind == MessageHit::Kind::Text ? Qt::IBeamCursor
                                                               : Qt::ArrowCursor);
    const int row = index.isValid() ? index.row() : -1;
    if (row == m_hoveredRow) return;
    m_hoveredRow = row;
    emit settled();
}

bool MessageListView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        QModelIndex index;
        const MessageHit hit = hitAt(help->pos(), &index);
        QString tip;
        if (hit.kind == MessageHit::Kind::Link) tip = hit.link;
        if (hit.kind == MessageHit::Kind::Picture) tip = tr("Open the picture");
        if (tip.isEmpty()) {
            QToolTip::hideText();
        } else {
            // An address is shown as it is, not as markup.
            QToolTip::showText(help->globalPos(), tip.toHtmlEscaped(), viewport());
        }
        return true;
    }
    if (event->type() == QEvent::Leave &&
        !viewport()->rect().contains(viewport()->mapFromGlobal(QCursor::pos()))) {
        m_hoveredRow = -1;
        emit settled();
    }
    return QListView::viewportEvent(event);
}

void MessageListView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    QModelIndex index;
    m_pressed = hitAt(event->position().toPoint(), &index);
    m_pressedAt = event->position().toPoint();
    if (index.isValid()) setCurrentIndex(index);
    const bool isText = m_pressed.kind == MessageHit::Kind::Text || m_pressed.kind == MessageHit::Kind::Link;
    m_marking = isText;
    m_delegate->setSelection(
        isText ? MessageSelection{index.row(), m_pressed.text, m_pressed.place, m_pressed.place}
               : MessageSelection{});
    viewport()->update();
}

void MessageListView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint point = event->position().toPoint();
    if (!m_marking || !(event->buttons() & Qt::LeftButton)) {
        hover(point);
        return;
    }
    MessageSelection selection = m_delegate->selection();
    if (selection.row < 0 || selection.row >= m_heights.count()) return;
    const QModelIndex index = at(selection.row);
    const MessageHit hit = m_delegate->hit(index, rowWidth(), point - visualRect(index).topLeft());
    if (hit.text == selection.text) selection.end = hit.place;
    m_delegate->setSelection(selection);
    // Past an edge the list scrolls along.
    if (point.y() < 0) verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    if (point.y() > viewport()->height())
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    viewport()->update();
}

void MessageListView::mouseReleaseEvent(QMouseEvent* event) {
    m_marking = false;
    if (event->button() != Qt::LeftButton) return;
    const QPoint point = event->position().toPoint();
    if ((point - m_pressedAt).manhattanLength() >= QApplication::startDragDistance()) return;
    QModelIndex index;
    const MessageHit hit = hitAt(point, &index);
    if (hit.kind != m_pressed.kind) return;
    switch (hit.kind) {
        case MessageHit::Kind::Link:
            emit linkActivated(hit.link);
            break;
        case MessageHit::Kind::Picture:
            emit pictureActivated(MessageListModel::turnIndexOf(index.row()), hit.picture);
            break;
        case MessageHit::Kind::ThinkingHeader:
            toggleThinking(index);
            break;
        case MessageHit::Kind::Text:
        case MessageHit::Kind::Nothing:
            break;
    }
}

void MessageListView::mouseDoubleClickEvent(QMouseEvent* event) {
    QModelIndex index;
    const MessageHit hit = hitAt(event->position().toPoint(), &index);
    if (hit.kind != MessageHit::Kind::Text) return;
    m_delegate->setSelection(m_delegate->wordAt(index, rowWidth(), hit));
    viewport()->update();
}

void MessageListView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        emit copyRequested(currentIndex(), selectedText());
        return;
    }
    QScrollBar* bar = verticalScrollBar();
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter: {
            const QModelIndex index = currentIndex();
            if (!index.isValid()) return;
            const auto* messages = static_cast<const MessageListModel*>(model());
            if (MessageListModel::kindOf(index.row()) == RowKind::Answer) {
                toggleThinking(index);
            } else if (!messages->turn(index.row()).pictures.isEmpty()) {
                emit pictureActivated(MessageListModel::turnIndexOf(index.row()), 0);
            }
            return;
        }
        case Qt::Key_PageUp:
            bar->triggerAction(QAbstractSlider::SliderPageStepSub);
            return;
        case Qt::Key_PageDown:
        case Qt::Key_Space:
            bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
            return;
        case Qt::Key_End:
            setCurrentIndex(moveCursor(MoveEnd, Qt::NoModifier));
            followEnd();
            return;
        case Qt::Key_Up:
        case Qt::Key_Down: {
            // Within a message that is higher than the window the keys scroll; at its edge they go to the
            // next.
            const bool up = event->key() == Qt::Key_Up;
            const QRect rect = visualRect(currentIndex());
            const bool more = up ? rect.top() < 0 : rect.bottom() > viewport()->height();
            if (rect.isValid() && rect.height() > viewport()->height() && more) {
                bar->triggerAction(up ? QAbstractSlider::SliderSingleStepSub
                                      : QAbstractSlider::SliderSingleStepAdd);
                return;
            }
            break;
        }
        default:
            break;
    }
    QListView::keyPressEvent(event);
}

void MessageListView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint point = byKey ? visualRect(currentIndex()).center() : event->pos();
    QModelIndex index;
    const MessageHit hit = hitAt(point, &index);
    if (byKey) index = currentIndex();
    if (index.isValid()) emit menuRequested(index, viewport()->mapToGlobal(point), hit.link);
}

}  // namespace ui
