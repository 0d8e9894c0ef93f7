#include "ui/common/choice_list.h"

#include <QEvent>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace ui {

namespace {

constexpr int kDetailRole = Qt::UserRole;
constexpr int kIconRole = Qt::UserRole + 1;
constexpr int kMargin = 10;
constexpr int kIcon = 18;

class Delegate final : public QStyledItemDelegate {
 public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {120, option.fontMetrics.height() + 14};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        // A style sheet leaves no colours in the option.
        const Colors& colors = colorsOf(QGuiApplication::palette());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colors.selection);
            painter->drawRoundedRect(QRectF(option.rect).adjusted(3, 1, -3, -1), 7, 7);
        }
        QRect room = option.rect.adjusted(kMargin, 0, -kMargin, 0);
        const QString icon = index.data(kIconRole).toString();
        if (!icon.isEmpty()) {
            const QRect place(room.left(), room.center().y() - kIcon / 2 + 1, kIcon, kIcon);
            painter->drawPixmap(
                place.topLeft(),
                icons::pixmap(icon, place.size(), painter->device()->devicePixelRatioF(), colors.dim));
        }
        room.setLeft(room.left() + kIcon + 10);
        const QString text = index.data(Qt::DisplayRole).toString();
        const QString detail = index.data(kDetailRole).toString();
        const int detailWidth =
            qMin(option.fontMetrics.horizontalAdvance(detail) + 6, room.width() * 45 / 100);
        const QRect words = room.adjusted(0, 0, detail.isEmpty() ? 0 : -detailWidth - 16, 0);
        painter->setFont(option.font);
        painter->setPen(colors.text);
        painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, words.width()));
        painter->setPen(option.state & QStyle::State_Selected ? colors.text : colors.dim);
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight,
                          option.fontMetrics.elidedText(detail, Qt::ElideRight, detailWidth));
        painter->restore();
    }
};

}  // namespace

ChoiceList::ChoiceList(QWidget* parent) : QListView(parent), m_model(new QStandardItemModel(this)) {
    setModel(m_model);
    setItemDelegate(new Delegate(this));
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setUniformItemSizes(true);
    viewport()->setMouseTracking(true);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { emit chosen(index.row()); });
}

void ChoiceList::setChoices(const QList<Choice>& choices) {
    m_model->clear();
    for (const Choice& choice : choices) {
        auto* item = new QStandardItem(choice.text);
        item->setData(choice.detail, kDetailRole);
        item->setData(choice.icon, kIconRole);
        item->setData(
            choice.detail.isEmpty() ? choice.text : choice.text + QStringLiteral(", ") + choice.detail,
            Qt::AccessibleTextRole);
        m_model->appendRow(item);
    }
    if (!choices.isEmpty()) setCurrentIndex(m_model->index(0, 0));
}

int ChoiceList::count() const {
    return m_model->rowCount();
}

int ChoiceList::current() const {
    return currentIndex().isValid() ? currentIndex().row() : -1;
}

void ChoiceList::step(int rows) {
    if (count() == 0) return;
    const int next = (current() + rows % count() + count()) % count();
    setCurrentIndex(m_model->index(next, 0));
}

int ChoiceList::heightFor(int rows) const {
    return rows * (fontMetrics().height() + 14) + 2;
}

/// The row under the mouse is the current one, as in a menu.
bool ChoiceList::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::MouseMove) {
        const QModelIndex under = indexAt(static_cast<QMouseEvent*>(event)->pos());
        if (under.isValid()) setCurrentIndex(under);
    }
    return QListView::viewportEvent(event);
}

}  // namespace ui
