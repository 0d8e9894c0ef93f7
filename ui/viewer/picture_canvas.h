#pragma once

#include <memory>

#include <QWidget>

#include "ui/viewer/canvas_layer.h"
#include "ui/viewer/picture_pyramid.h"

namespace ui {

/// One picture, fitted or at a scale of its own, moved with the mouse or the arrow keys, zoomed with the
/// wheel at the place under it. A layer over it may draw and take the mouse and the keys first.
class PictureCanvas final : public QWidget {
    Q_OBJECT

 public:
    explicit PictureCanvas(QWidget* parent = nullptr);

    void setImage(const QImage& image);
    const QImage& image() const { return m_image; }
    /// It outlives the canvas, or is taken away with nullptr.
    void setLayer(CanvasLayer* layer);
    /// From pixels of the picture to the canvas.
    QTransform toView() const;
    QRectF partInSight() const;
    /// Scrolls as little as is needed to show a place of the picture.
    void reveal(const QRectF& part);
    double scale() const { return m_scale; }
    bool isFitted() const { return m_fitted; }

 public slots:
    void fit();
    void showActualSize();
    void zoomIn();
    void zoomOut();
    /// The layer wants other marks or another mouse pointer.
    void refreshLayer();

 signals:
    void scaleChanged(double scale);

 protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

 private:
    double fittingScale() const;
    void zoomAt(const QPointF& point, double factor);
    void moveBy(const QPointF& delta);
    void setScale(double scale);
    void keepInside();
    QPointF inPicture(const QPointF& at) const { return toView().inverted().map(at); }

    QImage m_image;
    std::unique_ptr<PicturePyramid> m_pyramid;
    double m_scale = 1;  ///< pixels of the screen for each of the picture
    bool m_fitted = true;
    QPointF m_origin;  ///< of the picture, in the widget
    QPointF m_dragged;
    CanvasLayer* m_layer = nullptr;
    bool m_layerHasMouse = false;
};

}  // namespace ui
