#include "ui/sidebar/conversation_list.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>

#include "ui/sidebar/conversation_delegate.h"
#include "ui/sidebar/conversation_list_model.h"

namespace ui {

ConversationList::ConversationList(ConversationListModel* model, QWidget* parent)
    : QListView(parent), m_conversations(model) {
    setObjectName(QStringLiteral("conversationList"));
    setModel(model);
    setItemDelegate(new ConversationDelegate(this));
    setUniformItemSizes(true);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setTabKeyNavigation(false);
}

QList<std::int64_t> ConversationList::chosen() const {
    QList<std::int64_t> ids;
    QModelIndexList indexes = selectionModel()->selectedIndexes();
    if (indexes.isEmpty() && currentIndex().isValid()) indexes += currentIndex();
    std::sort(indexes.begin(), indexes.end());
    for (const QModelIndex& index : indexes)
        ids += m_conversations->idAt(index.row());
    return ids;
}

void ConversationList::keyPressEvent(QKeyEvent* event) {
    if (state() == EditingState) return QListView::keyPressEvent(event);
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (currentIndex().isValid()) emit openRequested(currentIndex());
            return;
        case Qt::Key_Delete:
            emit trashRequested();
            return;
        case Qt::Key_F2:
            if (currentIndex().isValid()) edit(currentIndex());
            return;
        default:
            QListView::keyPressEvent(event);
    }
}

void ConversationList::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint point = byKey ? visualRect(currentIndex()).center() : event->pos();
    const QModelIndex under = byKey ? currentIndex() : indexAt(point);
    if (!under.isValid()) return;
    if (!selectionModel()->isSelected(under))
        selectionModel()->setCurrentIndex(under, QItemSelectionModel::ClearAndSelect);
    emit menuRequested(viewport()->mapToGlobal(point));
}

void ConversationList::mouseReleaseEvent(QMouseEvent* event) {
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier && index.isValid() &&
        selectionModel()->selectedIndexes().size() == 1 && currentIndex() == index) {
        emit openRequested(index);
    }
}

}  // namespace ui
