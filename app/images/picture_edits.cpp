#include "app/images/picture_edits.h"

#include <algorithm>
#include <cmath>

#include <QLineF>
#include <QPainter>
#include <QPainterPath>

namespace app {
namespace {

constexpr auto markColour = "#e0231c";
constexpr auto haloColour = "#ffffff";  ///< around a mark, so that it is seen on any ground

/// Every pixel that the two points span, however little of it.
QRect touchedPixels(const QPointF& from, const QPointF& to) {
    return QRectF(from, to).normalized().toAlignedRect();
}

double lineWidth(const QSize& size) {
    return std::max(3.0, std::max(size.width(), size.height()) / 320.0);
}

/// The shaft ends inside the head, so that the tip stays sharp.
QPainterPath arrowPath(const QPointF& from, const QPointF& to, double width) {
    const QLineF line(from, to);
    QPainterPath path;
    if (line.length() < 1) return path;
    const double head = std::min(width * 5, line.length());
    const QPointF along = (to - from) / line.length();
    const QPointF across(-along.y(), along.x());
    const QPointF neck = to - along * head * 0.8;
    path.moveTo(from + across * width / 2);
    path.lineTo(neck + across * width / 2);
    path.lineTo(to - along * head + across * head * 0.45);
    path.lineTo(to);
    path.lineTo(to - along * head - across * head * 0.45);
    path.lineTo(neck - across * width / 2);
    path.lineTo(from - across * width / 2);
    path.closeSubpath();
    return path;
}

void paintMark(QPainter& painter, const Mark& mark, double width) {
    if (mark.kind == MarkKind::Redaction) {
        painter.fillRect(touchedPixels(mark.from, mark.to), Qt::black);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    QPen halo(QColor(haloColour), width * 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (mark.kind == MarkKind::Box) {
        const QRectF box = QRectF(mark.from, mark.to).normalized();
        painter.setBrush(Qt::NoBrush);
        painter.setPen(halo);
        painter.drawRect(box);
        painter.setPen(QPen(QColor(markColour), width, Qt::SolidLine, Qt::RoundCap, Qt::MiterJoin));
        painter.drawRect(box);
    } else {
        const QPainterPath arrow = arrowPath(mark.from, mark.to, width);
        halo.setWidthF(width * 0.7);
        painter.strokePath(arrow, halo);
        painter.fillPath(arrow, QColor(markColour));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

}  // namespace

bool PictureEdits::hasRedactions() const {
    return std::any_of(marks.begin(), marks.end(),
                       [](const Mark& mark) { return mark.kind == MarkKind::Redaction; });
}

QRect keptPart(const PictureEdits& edits, const QSize& size) {
    const QRect whole(QPoint(0, 0), size);
    const QRect part = edits.crop.intersected(whole);
    return part.isEmpty() ? whole : part;
}

QTransform toEdited(const PictureEdits& edits, const QSize& size) {
    const QRect part = keptPart(edits, size);
    const double width = part.width();
    const double height = part.height();
    const QTransform moved = QTransform::fromTranslate(-part.x(), -part.y());
    switch (edits.quarterTurns) {
        case 1:
            return moved * QTransform(0, 1, -1, 0, height, 0);
        case 2:
            return moved * QTransform(-1, 0, 0, -1, width, height);
        case 3:
            return moved * QTransform(0, -1, 1, 0, 0, width);
        default:
            return moved;
    }
}

void paintMarks(QPainter& painter, const QList<Mark>& marks, const QSize& size) {
    // Redactions come last: nothing that was drawn beneath shows through, and none is drawn over.
    for (const bool redactions : {false, true}) {
        for (const Mark& mark : marks) {
            if ((mark.kind == MarkKind::Redaction) == redactions) paintMark(painter, mark, lineWidth(size));
        }
    }
}

QImage cutAndTurned(const QImage& image, const PictureEdits& edits) {
    const QRect part = keptPart(edits, image.size());
    const QImage cut = part == image.rect() ? image : image.copy(part);
    return edits.quarterTurns == 0 ? cut : cut.transformed(QTransform().rotate(90.0 * edits.quarterTurns));
}

QImage edited(const QImage& image, const PictureEdits& edits) {
    const QRect part = keptPart(edits, image.size());
    QImage drawn = image.copy(part).convertToFormat(QImage::Format_RGB32);
    drawn.setDevicePixelRatio(1);
    {
        QPainter painter(&drawn);
        painter.translate(-part.topLeft());
        paintMarks(painter, edits.marks, image.size());
    }
    return edits.quarterTurns == 0 ? drawn
                                   : drawn.transformed(QTransform().rotate(90.0 * edits.quarterTurns));
}

void EditHistory::add(const PictureEdits& edits) {
    if (edits == now()) return;
    m_steps.resize(m_at + 1);
    m_steps.append(edits);
    ++m_at;
}

}  // namespace app
