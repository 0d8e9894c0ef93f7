#pragma once

#include <QList>
#include <QObject>
#include <QRectF>

#include "ui/viewer/canvas_layer.h"

namespace ui {

/// The places that answers name on a picture: numbered boxes, one of them current. A click chooses.
class BoxLayer final : public QObject, public CanvasLayer {
    Q_OBJECT

 public:
    explicit BoxLayer(QObject* parent = nullptr) : QObject(parent) {}

    /// In pixels of the picture.
    void setBoxes(const QList<QRectF>& boxes);
    const QList<QRectF>& boxes() const { return m_boxes; }
    void setCurrent(int box);
    int current() const { return m_current; }

    void paint(QPainter& painter, const QTransform& toView) override;
    bool press(const QPointF& at) override;
    void move(const QPointF&) override {}
    void release(const QPointF&) override {}
    bool key(const QKeyEvent&, const QRectF&) override { return false; }
    std::optional<Qt::CursorShape> cursor() const override { return std::nullopt; }

 signals:
    void chosen(int box);
    void changed();

 private:
    QList<QRectF> m_boxes;
    int m_current = -1;
};

}  // namespace ui
