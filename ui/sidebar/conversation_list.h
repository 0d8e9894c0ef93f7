#pragma once

#include <QListView>

namespace ui {

class ConversationListModel;

/// The list in the sidebar. A click or Enter opens; Ctrl and Shift select several; F2 renames, Delete moves
/// to the trash, which can be undone.
class ConversationList final : public QListView {
    Q_OBJECT

 public:
    explicit ConversationList(ConversationListModel* model, QWidget* parent = nullptr);

    /// Selected, else current.
    QList<std::int64_t> chosen() const;

 signals:
    void openRequested(const QModelIndex& index);
    void trashRequested();
    void menuRequested(const QPoint& globalPosition);

 protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

 private:
    ConversationListModel* m_conversations;
};

}  // namespace ui
