#include "ui/sidebar/conversation_delegate.h"

#include <QGuiApplication>
#include <QLineEdit>
#include <QPainter>
#include <QTextLayout>

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/sidebar/conversation_list_model.h"

namespace ui {

namespace {

constexpr int kSide = 18;
constexpr int kTop = 8;
constexpr int kGap = 2;
constexpr int kIcon = 14;

QFont smallFont(const QFont& font) {
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.88);
    return small;
}

/// Short enough for the end of a line, and the same in every language.
QString timeText(const QDateTime& time) {
    const QDateTime local = time.toLocalTime();
    const QDate today = QDate::currentDate();
    if (local.date() == today) return local.toString(QStringLiteral("HH:mm"));
    return local.toString(local.date().year() == today.year() ? QStringLiteral("MM-dd")
                                                              : QStringLiteral("yyyy-MM-dd"));
}

/// One line, shortened at its end, with the words marked.
void drawLine(QPainter& painter, const QRect& rect, const QString& text, const QFont& font,
              const QColor& color, const QStringList& words, const QColor& mark) {
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width());
    QTextLayout layout(shown, font);
    QList<QTextLayout::FormatRange> marks;
    for (const QString& word : words) {
        for (qsizetype at = shown.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
             at = shown.indexOf(word, at + word.size(), Qt::CaseInsensitive)) {
            QTextCharFormat format;
            format.setBackground(mark);
            marks += {static_cast<int>(at), static_cast<int>(word.size()), format};
        }
    }
    layout.setFormats(marks);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid()) line.setLineWidth(rect.width() + 200);  // one line, whatever rounding says
    layout.endLayout();
    painter.setPen(color);
    painter.setClipRect(rect);
    layout.draw(&painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
    painter.setClipping(false);
}

}  // namespace

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const int height = QFontMetrics(option.font).height() + QFontMetrics(smallFont(option.font)).height();
    return {120, height + 2 * kTop + kGap + 4};
}

void ConversationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    const auto& model = *static_cast<const ConversationListModel*>(index.model());
    const app::ConversationSummary shown = model.summary(index.row());
    // The list's own palette is coloured by the style sheet.
    const Colors& colors = colorsOf(QGuiApplication::palette());
    const qreal scale = painter->device()->devicePixelRatioF();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(6, 1, -6, -1);
    const bool isOpen = model.isOpen(index.row());
    painter->setPen(Qt::NoPen);
    if (option.state & QStyle::State_Selected || isOpen) {
        painter->setBrush(option.state & QStyle::State_Selected ? colors.bubble : colors.raised);
        painter->drawRoundedRect(card, 8, 8);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->setBrush(colors.raised);
        painter->drawRoundedRect(card, 8, 8);
    }
    if (isOpen) {
        painter->setBrush(colors.accent);
        painter->drawRoundedRect(QRectF(card.left() + 1, card.top() + 10, 3, card.height() - 20), 1.5, 1.5);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(colors.accent, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(card.adjusted(1, 1, -1, -1), 8, 8);
    }

    QRect title(option.rect.left() + kSide, option.rect.top() + kTop, option.rect.width() - 2 * kSide,
                QFontMetrics(option.font).height() + 2);
    if (shown.isPinned) {
        const QRect pin(title.right() - kIcon, title.top() + (title.height() - kIcon) / 2, kIcon, kIcon);
        painter->drawPixmap(pin, icons::pixmap(QStringLiteral("pin"), pin.size(), scale, colors.dim));
        title.setRight(pin.left() - 6);
    }
    QFont titleFont = option.font;
    if (isOpen) titleFont.setWeight(QFont::DemiBold);
    drawLine(*painter, title, shown.title, titleFont, colors.text, model.words(), colors.selection);

    const QFont small = smallFont(option.font);
    QRect below(option.rect.left() + kSide, title.bottom() + 1 + kGap, option.rect.width() - 2 * kSide,
                QFontMetrics(small).height() + 2);
    QString second = model.hit(index.row()).excerpt;
    if (second.isEmpty() && !shown.tags.isEmpty()) second = u'#' + shown.tags.join(QStringLiteral("  #"));
    const bool isAlone = second.isEmpty() && !shown.hasDraft;
    const QString time = timeText(shown.changed);
    painter->setFont(small);
    painter->setPen(colors.dim);
    painter->drawText(below, Qt::AlignVCenter | (isAlone ? Qt::AlignLeft : Qt::AlignRight), time);
    below.setRight(below.right() - QFontMetrics(small).horizontalAdvance(time) - 10);
    if (shown.hasDraft) {
        const QRect pen(below.left(), below.top() + (below.height() - kIcon) / 2, kIcon, kIcon);
        painter->drawPixmap(pen, icons::pixmap(QStringLiteral("edit"), pen.size(), scale, colors.accent));
        below.setLeft(pen.right() + 6);
    }
    drawLine(*painter, below, second, small, colors.dim, model.words(), colors.selection);
    painter->restore();
}

QWidget* ConversationDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                            const QModelIndex&) const {
    auto* editor = new QLineEdit(parent);
    editor->setObjectName(QStringLiteral("titleEditor"));
    editor->setAccessibleName(tr("Title"));
    editor->setMaxLength(200);
    return editor;
}

void ConversationDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                                const QModelIndex&) const {
    editor->setGeometry(option.rect.adjusted(8, 4, -8, -4));
}

}  // namespace ui
