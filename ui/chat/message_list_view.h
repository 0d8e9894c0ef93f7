#pragma once

#include <QListView>

#include "ui/chat/message_delegate.h"
#include "ui/chat/row_heights.h"

namespace ui {

/// The list of messages. Rows have their own heights, estimated until they come into sight, so that neither a
/// long conversation nor a long answer is laid out as a whole. Follows the end unless scrolled up.
class MessageListView final : public QListView {
    Q_OBJECT

 public:
    explicit MessageListView(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    QRect visualRect(const QModelIndex& index) const override;
    QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;

    MessageDelegate& messages() const { return *m_delegate; }
    bool isFollowing() const { return m_following; }
    int hoveredRow() const { return m_hoveredRow; }
    QRect footerRect(const QModelIndex& index) const;  ///< in the viewport
    QString selectedText() const;

 public slots:
    void followEnd();
    void toggleThinking(const QModelIndex& index);

 signals:
    void followingChanged(bool following);
    /// Rows moved, or another one is under the mouse.
    void settled();
    void linkActivated(const QString& address);
    void pictureActivated(int turn, int picture);
    /// Ctrl+C: what is marked, else the message.
    void copyRequested(const QModelIndex& index, const QString& marked);
    void menuRequested(const QModelIndex& index, const QPoint& globalPosition, const QString& link);

 protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                     const QList<int>& roles) override;
    void reset() override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect&, QItemSelectionModel::SelectionFlags) override {}
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    bool viewportEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

 private:
    /// With the scroll bar, so that lines stay when it comes; what it covers is margin.
    int rowWidth() const { return width(); }
    QModelIndex at(int row) const { return model()->index(row, 0); }
    MessageHit hitAt(const QPoint& point, QModelIndex* index) const;
    void restyle();
    void measureAll();
    void settle(Keep keep = Keep::Top);
    bool measureVisible(Keep keep);
    void moveBy(int pixels);
    void setRange();
    void setFollowing(bool following);
    void hover(const QPoint& point);

    MessageDelegate* m_delegate;
    RowHeights m_heights;
    bool m_following = true;
    bool m_settling = false;
    int m_width = -1;
    int m_hoveredRow = -1;
    bool m_marking = false;
    MessageHit m_pressed;
    QPoint m_pressedAt;
};

}  // namespace ui
