#include "ui/chat/message_delegate.h"

#include <algorithm>

#include <QAbstractTextDocumentLayout>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextLayout>

#include "ui/chat/state_text.h"
#include "ui/common/icons.h"

namespace ui {

namespace {

const MessageListModel& modelOf(const QModelIndex& index) {
    return *static_cast<const MessageListModel*>(index.model());
}

void fillRounded(QPainter& painter, const QRect& rect, double radius, const QColor& color) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(rect, radius, radius);
}

QTextCursor rangeIn(QTextDocument& document, int from, int to) {
    QTextCursor cursor(&document);
    const int last = std::max(0, document.characterCount() - 1);
    cursor.setPosition(std::clamp(from, 0, last));
    cursor.setPosition(to < 0 ? last : std::clamp(to, 0, last), QTextCursor::KeepAnchor);
    return cursor;
}

}  // namespace

MessageDelegate::MessageDelegate(QObject* parent) : QStyledItemDelegate(parent) {
    setStyle(QFont(), colorsOf(Scheme::Light));
}

void MessageDelegate::setStyle(const QFont& font, const Colors& colors) {
    ++m_generation;
    QFont base = font;
    if (base.pointSizeF() <= 0) base.setPointSizeF(10.5);
    base.setPointSizeF(base.pointSizeF() * 1.06);
    m_style.text = textStyle(base, colors, m_generation);
    m_style.thinking = m_style.text;
    m_style.thinking.font.setPointSizeF(base.pointSizeF() * 0.92);
    m_style.lineHeight = static_cast<int>(QFontMetrics(base).height() * 1.35);
    m_cache.clear();
}

void MessageDelegate::forget() {
    m_rows.clear();
    m_cache.clear();
    m_thinkingShown.clear();
    m_selection = {};
    m_marked.clear();
}

MessageRow& MessageDelegate::row(const QModelIndex& index, int width) const {
    const MessageListModel& model = modelOf(index);
    const app::Turn& turn = model.turn(index.row());
    const RowKind kind = MessageListModel::kindOf(index.row());
    MessageRow& row = m_rows[turn.id * 2 + (kind == RowKind::Answer ? 1 : 0)];
    row.read(turn, kind, m_thinkingShown.count(turn.id) > 0);
    row.arrange(width, m_style);
    return row;
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return {option.rect.width(), heightOf(index, option.rect.width())};
}

int MessageDelegate::heightOf(const QModelIndex& index, int width) const {
    const app::Turn& turn = modelOf(index).turn(index.row());
    const RowKind kind = MessageListModel::kindOf(index.row());
    const bool seen = m_rows.count(turn.id * 2 + (kind == RowKind::Answer ? 1 : 0)) > 0;
    return seen ? row(index, width).height()
                : MessageRow::estimatedHeight(turn, kind, width, m_style.lineHeight);
}

int MessageDelegate::measure(const QModelIndex& index, int width, int top, int bottom, Keep keep) const {
    return row(index, width).measure(top, bottom, keep, m_cache, m_style);
}

QTextDocument& MessageDelegate::document(const MessageRow& row, const RowPart& part) const {
    const TextStyle& style = part.text == TextPart::Thinking ? m_style.thinking : m_style.text;
    return m_cache.document(row.key(part.text, part.index),
                            row.blocks(part.text)[static_cast<std::size_t>(part.index)], style,
                            row.textRect(part).width());
}

MessageHit MessageDelegate::hit(const QModelIndex& index, int width, const QPoint& point) const {
    const MessageRow& at = row(index, width);
    const RowPart* nearest = nullptr;
    int nearestDistance = 1 << 20;
    for (const RowPart& part : at.parts()) {
        if (part.type == PartType::Picture && part.rect.contains(point)) {
            return {MessageHit::Kind::Picture, {}, {}, {}, part.index};
        }
        if (part.type == PartType::ThinkingHeader && part.rect.contains(point)) {
            return {MessageHit::Kind::ThinkingHeader, {}, {}, {}, -1};
        }
        const int distance = std::max({0, part.rect.top() - point.y(), point.y() - part.rect.bottom()});
        if (part.type == PartType::Text && distance < nearestDistance) {
            nearest = &part;
            nearestDistance = distance;
        }
    }
    if (nearest == nullptr) return {};
    // Beside a text the nearest place in it counts, so that marking may leave the lines.
    const QPoint inside = point - at.textRect(*nearest).topLeft();
    const QAbstractTextDocumentLayout* layout = document(at, *nearest).documentLayout();
    MessageHit hit{MessageHit::Kind::Nothing, nearest->text, {nearest->index, 0}, {}, -1};
    hit.place.position = std::max(0, layout->hitTest(inside, Qt::FuzzyHit));
    if (nearest->rect.contains(point)) {
        hit.link = layout->anchorAt(inside);
        hit.kind = hit.link.isEmpty() ? MessageHit::Kind::Text : MessageHit::Kind::Link;
    }
    return hit;
}

QRect MessageDelegate::footerRect(const QModelIndex& index, int width) const {
    const RowPart* footer = row(index, width).part(PartType::Footer);
    return footer ? footer->rect : QRect();
}

bool MessageDelegate::isThinkingShown(const QModelIndex& index) const {
    return m_thinkingShown.count(modelOf(index).turn(index.row()).id) > 0;
}

void MessageDelegate::toggleThinking(const QModelIndex& index) {
    const std::int64_t turn = modelOf(index).turn(index.row()).id;
    if (m_thinkingShown.erase(turn) == 0) m_thinkingShown.insert(turn);
}

QString MessageDelegate::selectedText(const QModelIndex& index, int width) const {
    if (m_selection.isEmpty() || m_selection.row != index.row()) return {};
    const MessageRow& at = row(index, width);
    const TextPlace first = m_selection.first();
    const TextPlace last = m_selection.last();
    QStringList pieces;
    for (const RowPart& part : at.parts()) {
        if (part.type != PartType::Text || part.text != m_selection.text || part.index < first.block ||
            part.index > last.block) {
            continue;
        }
        const int from = part.index == first.block ? first.position : 0;
        const int to = part.index == last.block ? last.position : -1;
        pieces += rangeIn(document(at, part), from, to).selection().toPlainText();
    }
    return pieces.join(u'\n');
}

MessageSelection MessageDelegate::wordAt(const QModelIndex& index, int width, const MessageHit& hit) const {
    const MessageRow& at = row(index, width);
    for (const RowPart& part : at.parts()) {
        if (part.type != PartType::Text || part.text != hit.text || part.index != hit.place.block) continue;
        QTextCursor cursor = rangeIn(document(at, part), hit.place.position, hit.place.position);
        cursor.select(QTextCursor::WordUnderCursor);
        return {index.row(),
                hit.text,
                {part.index, cursor.selectionStart()},
                {part.index, cursor.selectionEnd()}};
    }
    return {};
}

void MessageDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    const MessageRow& shown = row(index, option.rect.width());
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter->translate(option.rect.topLeft());
    const QRect window = option.widget ? option.widget->rect() : option.rect;
    const QRect visible = window.translated(-option.rect.topLeft());
    for (const RowPart& part : shown.parts()) {
        if (part.rect.intersects(visible)) paintPart(*painter, index, shown, part, visible);
    }
    if (option.state & QStyle::State_HasFocus) {
        const QRect frame = QRect(QPoint(0, 0), option.rect.size()).adjusted(6, 4, -6, -4);
        painter->setPen(QPen(m_style.text.colors.accent, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(frame, 10, 10);
    }
    painter->restore();
}

void MessageDelegate::paintPart(QPainter& painter, const QModelIndex& index, const MessageRow& row,
                                const RowPart& part, const QRect& visible) const {
    const Colors& colors = m_style.text.colors;
    const app::Turn& turn = modelOf(index).turn(index.row());
    switch (part.type) {
        case PartType::Avatar:
            fillRounded(painter, part.rect, 9, colors.bubble);
            painter.drawPixmap(part.rect.adjusted(5, 5, -5, -5),
                               icons::pixmap(QStringLiteral("logo"), part.rect.size() - QSize(10, 10),
                                             painter.device()->devicePixelRatioF(), colors.accent));
            break;
        case PartType::Picture:
            if (part.index < turn.pictures.size())
                paintPicture(painter, turn.pictures[part.index], part.rect);
            break;
        case PartType::Bubble:
            fillRounded(painter, part.rect, 16, colors.bubble);
            break;
        case PartType::ProblemBox:
            fillRounded(painter, part.rect, 10, colors.dangerFill);
            painter.drawPixmap(part.rect.left() + 12, part.rect.top() + 11,
                               icons::pixmap(QStringLiteral("warning"), {18, 18},
                                             painter.device()->devicePixelRatioF(), colors.danger));
            break;
        case PartType::ThinkingHeader: {
            const bool open = m_thinkingShown.count(turn.id) > 0;
            const QRect arrow(part.rect.left(), part.rect.top() + (part.rect.height() - 16) / 2, 16, 16);
            painter.drawPixmap(
                arrow, icons::pixmap(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                                     arrow.size(), painter.device()->devicePixelRatioF(), colors.dim));
            painter.setFont(m_style.thinking.font);
            painter.setPen(colors.dim);
            painter.drawText(
                part.rect.adjusted(22, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                turn.answer.isEmpty() && turn.isRunning() ? tr("Thinking…") : tr("How it got there"));
            break;
        }
        case PartType::State:
            paintState(painter, turn, part.rect);
            break;
        case PartType::Text:
            paintText(painter, index, row, part, visible);
            break;
        case PartType::Footer:
            break;
    }
}

void MessageDelegate::paintCode(QPainter& painter, const MessageRow& row, const RowPart& part) const {
    const Colors& colors = m_style.text.colors;
    const auto& blocks = row.blocks(part.text);
    const auto at = static_cast<std::size_t>(part.index);
    const bool goesOn = at + 1 < blocks.size() && blocks[at + 1].continues;
    painter.save();
    painter.setClipRect(part.rect, Qt::IntersectClip);
    // Pieces of one code block: only the outer corners are round.
    fillRounded(painter, part.rect.adjusted(0, blocks[at].continues ? -12 : 0, 0, goesOn ? 12 : 0), 10,
                colors.code);
    if (!blocks[at].continues && !blocks[at].language.isEmpty()) {
        QFont small = m_style.thinking.font;
        small.setPointSizeF(small.pointSizeF() * 0.85);
        painter.setFont(small);
        painter.setPen(colors.dim);
        painter.drawText(part.rect.adjusted(0, 4, -10, 0), Qt::AlignTop | Qt::AlignRight,
                         blocks[at].language.left(24));
    }
    painter.restore();
}

void MessageDelegate::paintText(QPainter& painter, const QModelIndex& index, const MessageRow& row,
                                const RowPart& part, const QRect& visible) const {
    const Colors& colors = m_style.text.colors;
    const auto& block = row.blocks(part.text)[static_cast<std::size_t>(part.index)];
    if (block.kind == BlockKind::Code) paintCode(painter, row, part);
    const QRect rect = row.textRect(part);
    QTextDocument& shown = document(row, part);

    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, part.text == TextPart::Thinking  ? colors.dim
                                             : part.text == TextPart::Problem ? colors.danger
                                                                              : colors.text);
    context.clip = visible.translated(-rect.topLeft());
    const TextPlace first = m_selection.first();
    const TextPlace last = m_selection.last();
    if (!m_selection.isEmpty() && m_selection.row == index.row() && m_selection.text == part.text &&
        part.index >= first.block && part.index <= last.block) {
        QAbstractTextDocumentLayout::Selection mark;
        mark.cursor = rangeIn(shown, part.index == first.block ? first.position : 0,
                              part.index == last.block ? last.position : -1);
        mark.format.setBackground(colors.selection);
        context.selections += mark;
    }
    for (const QString& word : m_marked) {
        for (QTextCursor at = shown.find(word); !at.isNull(); at = shown.find(word, at)) {
            QAbstractTextDocumentLayout::Selection mark;
            mark.cursor = at;
            mark.format.setBackground(colors.selection);
            context.selections += mark;
        }
    }
    painter.save();
    painter.translate(rect.topLeft());
    if (part.text == TextPart::Thinking) painter.fillRect(QRectF(-12, 0, 2, rect.height()), colors.border);
    shown.documentLayout()->draw(&painter, context);

    const app::Turn& turn = modelOf(index).turn(index.row());
    const bool isTail = static_cast<std::size_t>(part.index) + 1 == row.blocks(part.text).size();
    if (part.text == TextPart::Answer && isTail && turn.state == app::TurnState::Answering) {
        const QTextBlock end = shown.lastBlock();
        const QTextLine line = end.layout()->lineForTextPosition(end.length() - 1);
        if (line.isValid()) {
            const QPointF origin = shown.documentLayout()->blockBoundingRect(end).topLeft();
            const double x = origin.x() + line.cursorToX(end.length() - 1);
            fillRounded(
                painter,
                QRectF(x + 3, origin.y() + line.y() + line.height() - line.ascent() - 3, 7, line.ascent())
                    .toRect(),
                2, colors.accent);
        }
    }
    painter.restore();
}

void MessageDelegate::paintState(QPainter& painter, const app::Turn& turn, const QRect& rect) const {
    const Colors& colors = m_style.text.colors;
    painter.setFont(m_style.thinking.font);
    painter.setPen(colors.dim);
    painter.drawText(rect, Qt::AlignTop | Qt::AlignLeft, stateText(turn));
    const double progress = stateProgress(turn);
    if (progress < 0) return;
    const QRect bar(rect.left(), rect.bottom() - 5, std::min(220, rect.width()), 4);
    fillRounded(painter, bar, 2, colors.raised);
    fillRounded(painter,
                QRect(bar.topLeft(), QSize(std::max(4, static_cast<int>(bar.width() * progress)), 4)), 2,
                colors.accentFill);
}

void MessageDelegate::paintPicture(QPainter& painter, const app::Picture& picture, const QRect& rect) const {
    QPainterPath shape;
    shape.addRoundedRect(rect, 12, 12);
    painter.save();
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.fillRect(rect, m_style.text.colors.surface);
    const QSize size = picture.thumbnail.size().scaled(rect.size(), Qt::KeepAspectRatio);
    QRect target(QPoint(0, 0), size.expandedTo({1, 1}));
    target.moveCenter(rect.center());
    painter.drawImage(target, picture.thumbnail);
    painter.restore();
    painter.setPen(m_style.text.colors.border);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
}

}  // namespace ui
