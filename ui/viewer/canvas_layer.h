#pragma once

#include <optional>

#include <QPointF>
#include <QRectF>
#include <QTransform>

class QKeyEvent;
class QPainter;

namespace ui {

/// Something that lies over the picture of a canvas, paints itself there and may take the mouse and the keys
/// first. Places are in pixels of the picture that the canvas shows.
class CanvasLayer {
 public:
    virtual ~CanvasLayer() = default;

    /// `toView` leads from the picture to the canvas; the painter is in the canvas.
    virtual void paint(QPainter& painter, const QTransform& toView) = 0;

    /// Each returns whether it took the event; what it leaves moves the picture.
    virtual bool press(const QPointF& at) = 0;
    virtual void move(const QPointF& at) = 0;
    virtual void release(const QPointF& at) = 0;
    /// `inSight`: the part of the picture that is shown.
    virtual bool key(const QKeyEvent& event, const QRectF& inSight) = 0;
    virtual std::optional<Qt::CursorShape> cursor() const = 0;
};

}  // namespace ui
