#include "ui/viewer/box_layer.h"

#include <algorithm>

#include <QPainter>

namespace ui {

namespace {

constexpr auto kColor = "#2463db";
constexpr auto kCurrent = "#d9480f";
constexpr double kReach = 4;  ///< pixels of the picture around a box that still count as the box

}  // namespace

void BoxLayer::setBoxes(const QList<QRectF>& boxes) {
    m_boxes = boxes;
    m_current = -1;
    emit changed();
}

void BoxLayer::setCurrent(int box) {
    m_current = box;
    emit changed();
}

void BoxLayer::paint(QPainter& painter, const QTransform& toView) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = painter.font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const auto paintOne = [&](int box) {
        const QColor color(box == m_current ? kCurrent : kColor);
        const QRectF frame = toView.mapRect(m_boxes[box]);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(Qt::white, box == m_current ? 6 : 4));  // seen on any ground
        painter.drawRect(frame);
        painter.setPen(QPen(color, box == m_current ? 3.5 : 2));
        painter.drawRect(frame);
        const QString number = QString::number(box + 1);
        QRectF badge(0, 0, std::max(20.0, metrics.horizontalAdvance(number) + 12), metrics.height() + 4);
        badge.moveBottomLeft(frame.topLeft());
        if (badge.top() < 0) badge.moveTop(frame.top());
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(badge, 4, 4);
        painter.setPen(Qt::white);
        painter.drawText(badge, Qt::AlignCenter, number);
    };
    for (int box = 0; box < m_boxes.size(); ++box) {
        if (box != m_current) paintOne(box);
    }
    if (m_current >= 0 && m_current < m_boxes.size()) paintOne(m_current);
    painter.restore();
}

/// The smallest one there: a box in a box can be reached.
bool BoxLayer::press(const QPointF& at) {
    int found = -1;
    double least = 0;
    for (int box = 0; box < m_boxes.size(); ++box) {
        const double area = m_boxes[box].width() * m_boxes[box].height();
        if (!m_boxes[box].adjusted(-kReach, -kReach, kReach, kReach).contains(at)) continue;
        if (found < 0 || area < least) {
            found = box;
            least = area;
        }
    }
    if (found < 0) return false;
    setCurrent(found);
    emit chosen(found);
    return true;
}

}  // namespace ui
