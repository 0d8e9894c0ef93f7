#include "ui/capture/region_picker.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace ui {

namespace {

constexpr int kLeast = 4;  ///< pixels a side; less is a slip of the hand

void paintLabel(QPainter& painter, const QRectF& part, const QRect& window, const QString& text) {
    const QFontMetricsF metrics(painter.font());
    QRectF label(0, 0, metrics.horizontalAdvance(text) + 20, metrics.height() + 10);
    label.moveTopLeft(part.bottomLeft() + QPointF(0, 8));
    if (label.bottom() > window.bottom()) label.moveBottom(part.top() - 8);
    if (label.top() < window.top()) label.moveTopLeft(part.topLeft() + QPointF(8, 8));
    label.moveLeft(qBound(0.0, label.left(), qMax(0.0, window.width() - label.width())));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 22, 28, 230));
    painter.drawRoundedRect(label, 6, 6);
    painter.setPen(Qt::white);
    painter.drawText(label, Qt::AlignCenter, text);
}

}  // namespace

RegionPicker::RegionPicker(ScreenShot shot, QList<QRect> choices, QWidget* parent)
    : QWidget(parent, Qt::Window | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint),
      m_shot(std::move(shot)),
      m_choices(std::move(choices)) {
    setObjectName(QStringLiteral("regionPicker"));
    setWindowTitle(tr("Choose a part of the screen"));
    setAttribute(Qt::WA_QuitOnClose, false);  // it may be the only window in sight
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(isFree() ? Qt::CrossCursor : Qt::PointingHandCursor);
    describe();
}

void RegionPicker::showOnItsScreen() {
    if (m_shot.screen) {
        setScreen(m_shot.screen);
        setGeometry(m_shot.screen->geometry());
    }
    showFullScreen();
    raise();
    activateWindow();
    setFocus();
}

QRect RegionPicker::chosen() const {
    if (!isFree()) return m_choice < 0 ? QRect() : m_choices[m_choice].intersected(m_shot.pixels());
    const QRect part = m_shot.toPixels(m_span.normalized());
    return part.width() < kLeast || part.height() < kLeast ? QRect() : part;
}

void RegionPicker::describe() {
    const QRect part = chosen();
    setAccessibleName(isFree() ? tr("Drag over a part of the screen, or use the arrow keys, Shift and Enter")
                               : tr("Click what to capture, or use Tab and Enter"));
    setAccessibleDescription(part.isNull() ? QString()
                                           : tr("%1 × %2 pixels").arg(part.width()).arg(part.height()));
}

void RegionPicker::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(rect(), m_shot.image);
    const QRect part = chosen();
    const QRectF clear = part.isNull() ? QRectF() : m_shot.toWindow(part);
    QPainterPath veil;
    veil.addRect(rect());
    QPainterPath hole;
    hole.addRect(clear);
    painter.fillPath(veil.subtracted(hole), QColor(0, 0, 0, 110));
    if (part.isNull()) {
        paintLabel(painter, QRectF(rect().center().x() - 120, rect().height() / 2.0 - 20, 240, 1), rect(),
                   accessibleName() + QStringLiteral("  ·  ") + tr("Esc leaves"));
        return;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor("#2463db"), 2));
    painter.drawRect(clear);
    paintLabel(painter, clear, rect(), tr("%1 × %2 pixels").arg(part.width()).arg(part.height()));
}

void RegionPicker::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::RightButton) return emit cancelled();
    if (event->button() != Qt::LeftButton) return;
    m_dragging = true;
    if (isFree()) m_span = QRectF(event->position(), event->position());
    hover(event->position());
}

void RegionPicker::mouseMoveEvent(QMouseEvent* event) {
    if (isFree() && m_dragging) m_span.setBottomRight(event->position());
    hover(event->position());
}

void RegionPicker::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_dragging) return;
    m_dragging = false;
    if (isFree()) m_span.setBottomRight(event->position());
    hover(event->position());
    if (!chosen().isNull()) take();
}

void RegionPicker::hover(const QPointF& at) {
    if (!isFree()) {
        m_choice = -1;
        const QPoint pixel = (at * m_shot.ratio).toPoint();
        for (qsizetype i = 0; i < m_choices.size() && m_choice < 0; ++i) {
            if (m_choices[i].contains(pixel)) m_choice = i;
        }
    }
    describe();
    update();
}

void RegionPicker::leaveEvent(QEvent*) {
    if (isFree()) return;
    m_choice = -1;
    update();
}

bool RegionPicker::step(const QKeyEvent& event) {
    if (!isFree()) {
        const bool forth =
            event.key() == Qt::Key_Tab || event.key() == Qt::Key_Right || event.key() == Qt::Key_Down;
        const bool back =
            event.key() == Qt::Key_Backtab || event.key() == Qt::Key_Left || event.key() == Qt::Key_Up;
        if (!forth && !back) return false;
        const qsizetype count = m_choices.size();
        m_choice = m_choice < 0 ? (forth ? 0 : count - 1) : (m_choice + (forth ? 1 : count - 1)) % count;
        return true;
    }
    const QPointF by(event.key() == Qt::Key_Right  ? 1
                     : event.key() == Qt::Key_Left ? -1
                                                   : 0,
                     event.key() == Qt::Key_Down ? 1
                     : event.key() == Qt::Key_Up ? -1
                                                 : 0);
    if (by.isNull()) return false;
    if (m_span.isNull()) {  // the first key sets it into the middle
        m_span = QRectF(width() / 4.0, height() / 4.0, width() / 2.0, height() / 2.0);
        return true;
    }
    const double length = event.modifiers() & Qt::ControlModifier ? 1 / m_shot.ratio : 24;
    m_span.setBottomRight(m_span.bottomRight() + by * length);
    if (!(event.modifiers() & Qt::ShiftModifier)) m_span.setTopLeft(m_span.topLeft() + by * length);
    return true;
}

void RegionPicker::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return emit cancelled();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return take();
    if (!step(*event)) return QWidget::keyPressEvent(event);
    describe();
    update();
}

/// Enter without a choice takes all that is there.
void RegionPicker::take() {
    const QRect part = chosen();
    emit picked(m_shot.image.copy(part.isNull() ? m_shot.pixels() : part));
}

}  // namespace ui
