#include "ui/chat/message_list_view.h"

#include <algorithm>

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace ui {

namespace {

constexpr int kBottomMargin = 12;

}  // namespace

MessageListView::MessageListView(QWidget* parent) : QListView(parent), m_delegate(new MessageDelegate(this)) {
    setObjectName(QStringLiteral("messageList"));
    setItemDelegate(m_delegate);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setTabKeyNavigation(false);
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setObjectName(QStringLiteral("messageScroll"));
    verticalScrollBar()->setSingleStep(28);
    restyle();
}

void MessageListView::restyle() {
    m_delegate->setStyle(font(), colorsOf(palette()));
    measureAll();
}

void MessageListView::setModel(QAbstractItemModel* model) {
    QListView::setModel(model);
    measureAll();
}

int MessageListView::verticalOffset() const {
    return verticalScrollBar()->value();
}

QRect MessageListView::visualRect(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= m_heights.count()) return {};
    return {0, m_heights.top(index.row()) - verticalOffset(), rowWidth(), m_heights.height(index.row())};
}

QModelIndex MessageListView::indexAt(const QPoint& point) const {
    if (!model() || m_heights.count() == 0) return {};
    const int offset = point.y() + verticalOffset();
    if (offset < 0 || offset >= m_heights.total()) return {};
    return at(m_heights.rowAt(offset));
}

void MessageListView::scrollTo(const QModelIndex& index, ScrollHint) {
    const QRect rect = visualRect(index);
    if (!rect.isValid()) return;
    const int page = viewport()->height();
    int value = verticalOffset();
    // The top of a message that is higher than the window matters more than its end.
    if (rect.top() < 0 || rect.height() > page) {
        value += rect.top();
    } else if (rect.bottom() > page) {
        value += rect.bottom() - page;
    }
    verticalScrollBar()->setValue(value);
}

void MessageListView::doItemsLayout() {
    QAbstractItemView::doItemsLayout();
    settle();
}

void MessageListView::updateGeometries() {
    setRange();
}

void MessageListView::setRange() {
    const int page = viewport()->height();
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, std::max(0, m_heights.total() + kBottomMargin - page));
}

/// Every height anew, keeping what is at the top in its place.
void MessageListView::measureAll() {
    const int rows = model() ? model()->rowCount() : 0;
    const int topRow = std::min(m_heights.rowAt(verticalOffset()), m_heights.count() - 1);
    const double into = topRow >= 0 && m_heights.height(topRow) > 0
                            ? double(verticalOffset() - m_heights.top(topRow)) / m_heights.height(topRow)
                            : 0;
    std::vector<int> heights;
    heights.reserve(static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row)
        heights.push_back(m_delegate->heightOf(at(row), rowWidth()));
    m_heights.assign(std::move(heights));
    m_width = rowWidth();
    m_settling = true;
    setRange();
    if (topRow >= 0 && topRow < rows) {
        verticalScrollBar()->setValue(m_heights.top(topRow) +
                                      static_cast<int>(into * m_heights.height(topRow)));
    }
    m_settling = false;
    settle();
}

/// One pass over the rows in sight; true when something changed its height.
bool MessageListView::measureVisible(Keep keep) {
    bool changed = false;
    const int page = viewport()->height();
    const int first = m_heights.rowAt(verticalOffset());
    const int last = std::min(m_heights.rowAt(verticalOffset() + page), m_heights.count() - 1);
    // From the end that stays in its place.
    for (int step = 0; step <= last - first; ++step) {
        const int row = keep == Keep::End ? last - step : first + step;
        const QModelIndex index = at(row);
        const int differs = m_heights.setHeight(row, m_delegate->arrangedHeight(index, rowWidth()));
        if (differs != 0 && (keep == Keep::End || m_heights.top(row) < verticalOffset())) moveBy(differs);
        const int top = m_heights.top(row) - verticalOffset();
        const int grownAbove = m_delegate->measure(index, rowWidth(), -top, page - top, keep);
        const int grown = m_heights.setHeight(row, m_delegate->heightOf(index, rowWidth()));
        if (grown != 0 && (keep == Keep::End || grownAbove != 0))
            moveBy(keep == Keep::End ? grown : grownAbove);
        changed = changed || differs != 0 || grown != 0;
    }
    setRange();
    return changed;
}

void MessageListView::moveBy(int pixels) {
    setRange();
    verticalScrollBar()->setValue(verticalOffset() + pixels);
}

void MessageListView::settle(Keep keep) {
    if (m_settling || !model()) return;
    m_settling = true;
    // Measuring may bring further rows into sight; it ends as heights become exact.
    for (int pass = 0; pass < 16; ++pass) {
        setRange();
        if (m_following) verticalScrollBar()->setValue(verticalScrollBar()->maximum());
        if (!measureVisible(m_following ? Keep::End : keep)) break;
    }
    setRange();
    if (m_following) verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_settling = false;
    viewport()->update();
    emit settled();
}

void MessageListView::setFollowing(bool following) {
    if (m_following == following) return;
    m_following = following;
    emit followingChanged(following);
}

void MessageListView::followEnd() {
    setFollowing(true);
    settle();
}

void MessageListView::scrollContentsBy(int, int dy) {
    viewport()->update();
    if (m_settling) return;
    setFollowing(verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 4);
    // Scrolling up, what comes into sight is above what was seen, and grows upwards; but the top is the top.
    const bool up = dy > 0 && verticalScrollBar()->value() > verticalScrollBar()->minimum();
    settle(up ? Keep::End : Keep::Top);
}

void MessageListView::resizeEvent(QResizeEvent* event) {
    QAbstractItemView::resizeEvent(event);
    if (rowWidth() != m_width) {
        measureAll();
    } else {
        settle();
    }
}

void MessageListView::changeEvent(QEvent* event) {
    QListView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange || event->type() == QEvent::LanguageChange) {
        restyle();
    }
}

void MessageListView::rowsInserted(const QModelIndex& parent, int start, int end) {
    QAbstractItemView::rowsInserted(parent, start, end);
    for (int row = m_heights.count(); row <= end; ++row)
        m_heights.append(m_delegate->heightOf(at(row), rowWidth()));
    followEnd();  // who asks wants to see the answer
}

void MessageListView::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                                  const QList<int>& roles) {
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    for (int row = topLeft.row(); row <= bottomRight.row() && row < m_heights.count(); ++row) {
        m_heights.setHeight(row, m_delegate->heightOf(at(row), rowWidth()));
    }
    settle();
}

void MessageListView::reset() {
    QListView::reset();
    m_delegate->forget();
    m_hoveredRow = -1;
    setFollowing(true);
    measureAll();
}

void MessageListView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.widget = viewport();
    for (int row = m_heights.rowAt(verticalOffset() + event->rect().top()); row < m_heights.count(); ++row) {
        option.rect = visualRect(at(row));
        if (option.rect.top() > event->rect().bottom()) break;
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && currentIndex().row() == row &&
                                                         window()->testAttribute(Qt::WA_KeyboardFocusChange));
        m_delegate->paint(&painter, option, at(row));
    }
}

QRegion MessageListView::visualRegionForSelection(const QItemSelection& selection) const {
    QRegion region;
    for (const QModelIndex& index : selection.indexes())
        region += visualRect(index);
    return region;
}

QModelIndex MessageListView::moveCursor(CursorAction action, Qt::KeyboardModifiers) {
    const int rows = m_heights.count();
    if (rows == 0) return {};
    const int row = currentIndex().isValid() ? currentIndex().row() : rows - 1;
    switch (action) {
        case MoveUp:
        case MovePrevious:
            return at(std::max(0, row - 1));
        case MoveDown:
        case MoveNext:
            return at(std::min(rows - 1, row + 1));
        case MoveHome:
            return at(0);
        case MoveEnd:
            return at(rows - 1);
        default:
            return currentIndex();
    }
}

QRect MessageListView::footerRect(const QModelIndex& index) const {
    return m_delegate->footerRect(index, rowWidth()).translated(visualRect(index).topLeft());
}

QString MessageListView::selectedText() const {
    const int row = m_delegate->selection().row;
    return row < 0 || row >= m_heights.count() ? QString() : m_delegate->selectedText(at(row), rowWidth());
}

void MessageListView::toggleThinking(const QModelIndex& index) {
    setFollowing(false);
    m_delegate->toggleThinking(index);
    m_heights.setHeight(index.row(), m_delegate->heightOf(index, rowWidth()));
    settle();
}

}  // namespace ui
