#include "ui/status/speed_plot.h"

#include <algorithm>

#include <QEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include "ui/common/theme.h"

namespace ui {

namespace {

constexpr int kSeconds = 60;
constexpr double kLeastTop = 5;  ///< so that a crawl doesn't look like a race

}  // namespace

SpeedPlot::SpeedPlot(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("speedPlot"));
    setFixedSize(72, 16);
    hide();
    retranslate();
}

void SpeedPlot::add(double perSecond) {
    m_values.append(perSecond);
    if (m_values.size() > kSeconds) m_values.removeFirst();
    const bool isMoving = std::any_of(m_values.begin(), m_values.end(), [](double v) { return v > 0; });
    if (isMoving) retranslate();
    setVisible(isMoving);
    update();
}

void SpeedPlot::paintEvent(QPaintEvent*) {
    if (m_values.isEmpty()) return;
    const Colors& colors = colorsOf(palette());
    const double top = std::max(kLeastTop, *std::max_element(m_values.begin(), m_values.end()));
    const QRectF room = QRectF(rect()).adjusted(1, 1.5, -1, -1.5);
    const double step = room.width() / (kSeconds - 1);
    const double left = room.right() - step * static_cast<double>(m_values.size() - 1);
    QPainterPath line;
    for (int i = 0; i < m_values.size(); ++i) {
        const QPointF point(left + step * i, room.bottom() - room.height() * m_values[i] / top);
        if (i == 0) {
            line.moveTo(point);
        } else {
            line.lineTo(point);
        }
    }
    QPainterPath ground = line;
    ground.lineTo(room.right(), room.bottom());
    ground.lineTo(left, room.bottom());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = colors.accent;
    fill.setAlpha(50);
    painter.fillPath(ground, fill);
    painter.setPen(QPen(colors.accent, 1.4));
    painter.drawPath(line);
}

void SpeedPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void SpeedPlot::retranslate() {
    const double now = m_values.isEmpty() ? 0 : m_values.last();
    setToolTip(tr("Text of the last minute; now %1 pieces a second").arg(QLocale().toString(now, 'f', 1)));
    setAccessibleName(toolTip());
}

}  // namespace ui
