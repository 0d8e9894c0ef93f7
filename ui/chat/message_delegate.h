#pragma once

#include <set>
#include <unordered_map>

#include <QStyledItemDelegate>

#include "ui/chat/document_cache.h"
#include "ui/chat/message_row.h"

namespace ui {

/// A place in a message's text.
struct TextPlace {
    int block = 0;
    int position = 0;

    auto operator<=>(const TextPlace&) const = default;
};

/// Text that the mouse marked, within one text of one message.
struct MessageSelection {
    int row = -1;
    TextPart text = TextPart::Answer;
    TextPlace anchor;
    TextPlace end;

    bool isEmpty() const { return row < 0 || anchor == end; }
    TextPlace first() const { return std::min(anchor, end); }
    TextPlace last() const { return std::max(anchor, end); }
};

/// What is under the mouse.
struct MessageHit {
    enum class Kind { Nothing, Text, Link, Picture, ThinkingHeader };
    Kind kind = Kind::Nothing;
    TextPart text = TextPart::Answer;
    TextPlace place;
    QString link;
    int picture = -1;
};

/// Paints messages and knows where their parts stand. Lays out what is in sight only.
class MessageDelegate final : public QStyledItemDelegate {
    Q_OBJECT

 public:
    explicit MessageDelegate(QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// Exact for what was in sight, an estimate for the rest; the width is that of option.rect.
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    void setStyle(const QFont& font, const Colors& colors);
    void forget();
    /// Makes what lies between two offsets in the row exact; returns by how much what begins above `top`
    /// grew.
    int measure(const QModelIndex& index, int width, int top, int bottom, Keep keep) const;
    /// As tall as it is known to be once it is going to be seen.
    int arrangedHeight(const QModelIndex& index, int width) const { return row(index, width).height(); }
    int heightOf(const QModelIndex& index, int width) const;
    MessageHit hit(const QModelIndex& index, int width, const QPoint& point) const;
    QRect footerRect(const QModelIndex& index, int width) const;

    bool isThinkingShown(const QModelIndex& index) const;
    void toggleThinking(const QModelIndex& index);

    const MessageSelection& selection() const { return m_selection; }
    void setSelection(const MessageSelection& selection) { m_selection = selection; }
    /// Words that are marked wherever they stand.
    void setMarked(const QStringList& words) { m_marked = words; }
    QString selectedText(const QModelIndex& index, int width) const;
    MessageSelection wordAt(const QModelIndex& index, int width, const MessageHit& hit) const;

 private:
    MessageRow& row(const QModelIndex& index, int width) const;
    QTextDocument& document(const MessageRow& row, const RowPart& part) const;
    void paintPart(QPainter& painter, const QModelIndex& index, const MessageRow& row, const RowPart& part,
                   const QRect& visible) const;
    void paintText(QPainter& painter, const QModelIndex& index, const MessageRow& row, const RowPart& part,
                   const QRect& visible) const;
    void paintCode(QPainter& painter, const MessageRow& row, const RowPart& part) const;
    void paintState(QPainter& painter, const app::Turn& turn, const QRect& rect) const;
    void paintPicture(QPainter& painter, const app::Picture& picture, const QRect& rect) const;

    RowStyle m_style;
    int m_generation = 0;
    MessageSelection m_selection;
    QStringList m_marked;
    std::set<std::int64_t> m_thinkingShown;
    mutable DocumentCache m_cache;
    mutable std::unordered_map<std::int64_t, MessageRow> m_rows;  ///< those that were in sight
};

}  // namespace ui
