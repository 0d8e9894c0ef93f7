#pragma once

#include <memory>

#include <QWidget>

#include "ui/viewer/picture_pyramid.h"

namespace ui {

/// One picture, fitted or at a scale of its own, moved with the mouse or the arrow keys, zoomed with the
/// wheel at the place under it.
class PictureCanvas final : public QWidget {
    Q_OBJECT

 public:
    explicit PictureCanvas(QWidget* parent = nullptr);

    void setImage(const QImage& image);
    double scale() const { return m_scale; }
    bool isFitted() const { return m_fitted; }

 public slots:
    void fit();
    void showActualSize();
    void zoomIn();
    void zoomOut();

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

    QImage m_image;
    std::unique_ptr<PicturePyramid> m_pyramid;
    double m_scale = 1;  ///< pixels of the screen for each of the picture
    bool m_fitted = true;
    QPointF m_origin;  ///< of the picture, in the widget
    QPointF m_dragged;
};

}  // namespace ui
