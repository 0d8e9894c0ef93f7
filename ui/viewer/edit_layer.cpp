#include "ui/viewer/edit_layer.h"

#include <algorithm>

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

namespace ui {

namespace {

constexpr double kLeast = 3;  ///< shorter strokes are slips of the hand, in pixels of the picture

app::MarkKind markOf(EditTool tool) {
    switch (tool) {
        case EditTool::Redact:
            return app::MarkKind::Redaction;
        case EditTool::Arrow:
            return app::MarkKind::Arrow;
        default:
            return app::MarkKind::Box;
    }
}

/// The part that stays is clear, with a frame that is seen on light and dark.
void paintCrop(QPainter& painter, const QRectF& whole, const QRectF& part) {
    QPainterPath outside;
    outside.addRect(whole);
    QPainterPath hole;
    hole.addRect(part);
    painter.fillPath(outside.subtracted(hole), QColor(0, 0, 0, 130));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, 1));
    painter.drawRect(part);
    painter.setPen(QPen(Qt::black, 1, Qt::DashLine));
    painter.drawRect(part);
}

}  // namespace

void EditLayer::show(const app::PictureEdits& edits, const QSize& size) {
    m_edits = edits;
    m_size = size;
    m_drawn.reset();
    emit changed();
}

void EditLayer::setTool(EditTool tool) {
    m_tool = tool;
    m_drawn.reset();
    emit changed();
}

std::optional<Qt::CursorShape> EditLayer::cursor() const {
    if (m_tool == EditTool::Move) return std::nullopt;
    return Qt::CrossCursor;
}

void EditLayer::paint(QPainter& painter, const QTransform& toView) {
    const QTransform toEdited = app::toEdited(m_edits, m_size);
    const QRectF kept = app::keptPart(m_edits, m_size);
    const QRectF whole = toView.mapRect(toEdited.mapRect(kept));
    painter.save();
    painter.setClipRect(whole);
    QList<app::Mark> marks = m_edits.marks;
    if (m_drawn && m_tool != EditTool::Crop) {
        const QTransform back = toEdited.inverted();
        marks += {markOf(m_tool), back.map(m_drawn->from), back.map(m_drawn->to)};
    }
    painter.setTransform(toEdited * toView, true);
    app::paintMarks(painter, marks, m_size);
    painter.restore();
    if (m_drawn && m_tool == EditTool::Crop)
        paintCrop(painter, whole, toView.mapRect(QRectF(m_drawn->from, m_drawn->to).normalized()));
}

QPointF EditLayer::inside(const QPointF& at) const {
    const QSizeF size = app::toEdited(m_edits, m_size).mapRect(QRectF(app::keptPart(m_edits, m_size))).size();
    return {std::clamp(at.x(), 0.0, size.width()), std::clamp(at.y(), 0.0, size.height())};
}

bool EditLayer::press(const QPointF& at) {
    if (m_tool == EditTool::Move) return false;
    m_drawn = Span{inside(at), inside(at)};
    emit changed();
    return true;
}

void EditLayer::move(const QPointF& at) {
    if (!m_drawn) return;
    m_drawn->to = inside(at);
    emit changed();
}

void EditLayer::release(const QPointF& at) {
    if (!m_drawn) return;
    m_drawn->to = inside(at);
    finish();
}

void EditLayer::finish() {
    const Span span = *m_drawn;
    m_drawn.reset();
    const QPointF size = span.to - span.from;
    const double shorter = std::min(qAbs(size.x()), qAbs(size.y()));
    const double longer = std::max(qAbs(size.x()), qAbs(size.y()));
    if ((m_tool == EditTool::Arrow ? longer : shorter) >= kLeast) {
        const QTransform back = app::toEdited(m_edits, m_size).inverted();
        emit drawn(m_tool, back.map(span.from), back.map(span.to));
    }
    emit changed();
}

void EditLayer::drop() {
    m_drawn.reset();
    emit changed();
}

void EditLayer::step(const QPointF& by, bool changesSize) {
    m_drawn->to = inside(m_drawn->to + by);
    if (!changesSize) m_drawn->from = inside(m_drawn->from + by);
    emit changed();
}

bool EditLayer::key(const QKeyEvent& event, const QRectF& inSight) {
    if (m_tool == EditTool::Move) return false;
    QPointF by;
    switch (event.key()) {
        case Qt::Key_Left:
            by = {-1, 0};
            break;
        case Qt::Key_Right:
            by = {1, 0};
            break;
        case Qt::Key_Up:
            by = {0, -1};
            break;
        case Qt::Key_Down:
            by = {0, 1};
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_drawn)
                finish();
            else
                return false;
            return true;
        case Qt::Key_Escape:
            if (!m_drawn) return false;
            drop();
            return true;
        default:
            return false;
    }
    if (!m_drawn) {  // the first key sets it into the middle of what is seen
        const QPointF quarter(inSight.width() / 4, inSight.height() / 4);
        m_drawn = Span{inside(inSight.center() - quarter / 2), inside(inSight.center() + quarter / 2)};
        emit changed();
        return true;
    }
    const double step = event.modifiers() & Qt::ControlModifier
                            ? 1
                            : std::max(1.0, std::max(inSight.width(), inSight.height()) / 50);
    this->step(by * step, event.modifiers() & Qt::ShiftModifier);
    return true;
}

}  // namespace ui
