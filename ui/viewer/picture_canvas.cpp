#include "ui/viewer/picture_canvas.h"

#include <algorithm>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include "ui/common/theme.h"

namespace ui {

namespace {

constexpr double kStep = 1.25;
constexpr double kLargest = 16;

/// A quiet chequered ground shows what is transparent.
QBrush chequers(const Colors& colors) {
    QPixmap tile(16, 16);
    tile.fill(colors.surface);
    QPainter painter(&tile);
    painter.fillRect(0, 0, 8, 8, colors.raised);
    painter.fillRect(8, 8, 8, 8, colors.raised);
    return QBrush(tile);
}

}  // namespace

PictureCanvas::PictureCanvas(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("pictureCanvas"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setMinimumSize(160, 120);
}

void PictureCanvas::setImage(const QImage& image) {
    m_image = image;
    m_pyramid = std::make_unique<PicturePyramid>(image);
    connect(m_pyramid.get(), &PicturePyramid::levelReady, this, qOverload<>(&QWidget::update));
    fit();
}

void PictureCanvas::setLayer(CanvasLayer* layer) {
    m_layer = layer;
    m_layerHasMouse = false;
    refreshLayer();
}

void PictureCanvas::refreshLayer() {
    setCursor(m_layer ? m_layer->cursor().value_or(Qt::OpenHandCursor) : Qt::OpenHandCursor);
    update();
}

QTransform PictureCanvas::toView() const {
    return QTransform::fromScale(m_scale, m_scale) * QTransform::fromTranslate(m_origin.x(), m_origin.y());
}

QRectF PictureCanvas::partInSight() const {
    return toView().inverted().mapRect(QRectF(rect())).intersected(m_image.rect());
}

void PictureCanvas::reveal(const QRectF& part) {
    const QRectF there = toView().mapRect(part);
    const auto shift = [](double low, double high, double view) {
        return high - low > view || low < 0 ? -low : std::min(0.0, view - high);
    };
    moveBy({shift(there.left(), there.right(), width()), shift(there.top(), there.bottom(), height())});
}

double PictureCanvas::fittingScale() const {
    if (m_image.isNull()) return 1;
    const double fitting =
        std::min(double(width() - 24) / m_image.width(), double(height() - 24) / m_image.height());
    return std::max(0.001, std::min(1.0, fitting));
}

void PictureCanvas::setScale(double scale) {
    m_scale = scale;
    keepInside();
    update();
    emit scaleChanged(m_scale);
}

/// A picture smaller than the view stands in its middle; a larger one leaves no gap at an edge.
void PictureCanvas::keepInside() {
    const QSizeF size = QSizeF(m_image.size()) * m_scale;
    const auto keep = [](double origin, double length, double view) {
        return length <= view ? (view - length) / 2 : std::clamp(origin, view - length, 0.0);
    };
    m_origin = {keep(m_origin.x(), size.width(), width()), keep(m_origin.y(), size.height(), height())};
}

void PictureCanvas::fit() {
    m_fitted = true;
    setScale(fittingScale());
}

void PictureCanvas::showActualSize() {
    zoomAt(rect().center(), 1 / m_scale);
}
void PictureCanvas::zoomIn() {
    zoomAt(rect().center(), kStep);
}
void PictureCanvas::zoomOut() {
    zoomAt(rect().center(), 1 / kStep);
}

void PictureCanvas::zoomAt(const QPointF& point, double factor) {
    if (m_image.isNull()) return;
    const double scale = std::clamp(m_scale * factor, std::min(fittingScale(), 0.05), kLargest);
    m_fitted = false;
    m_origin = point - (point - m_origin) * (scale / m_scale);
    setScale(scale);
}

void PictureCanvas::moveBy(const QPointF& delta) {
    m_origin += delta;
    keepInside();
    update();
}

void PictureCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = colorsOf(palette());
    painter.fillRect(rect(), colors.window);
    if (m_image.isNull()) return;
    const QRectF whole(m_origin, QSizeF(m_image.size()) * m_scale);
    const QRectF shown = whole.intersected(rect());
    if (shown.isEmpty()) return;
    if (m_image.hasAlphaChannel()) painter.fillRect(shown, chequers(colors));
    // Only what is in sight, from the level that is just large enough.
    const QImage& level = m_pyramid->levelFor(m_scale * devicePixelRatioF());
    const double toLevel = double(level.width()) / m_image.width() / m_scale;
    const QRectF source((shown.topLeft() - m_origin) * toLevel, shown.size() * toLevel);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_scale < 2);
    painter.drawImage(shown, level, source);
    if (m_layer) m_layer->paint(painter, toView());
}

void PictureCanvas::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (m_fitted) {
        fit();
    } else {
        keepInside();
    }
}

void PictureCanvas::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().y() != 0)
        zoomAt(event->position(), event->angleDelta().y() > 0 ? kStep : 1 / kStep);
    event->accept();
}

void PictureCanvas::mousePressEvent(QMouseEvent* event) {
    m_dragged = event->position();
    m_layerHasMouse =
        m_layer && event->button() == Qt::LeftButton && m_layer->press(inPicture(event->position()));
    if (!m_layerHasMouse) setCursor(Qt::ClosedHandCursor);
}

void PictureCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (m_layerHasMouse) {
        m_layer->move(inPicture(event->position()));
        return;
    }
    moveBy(event->position() - m_dragged);
    m_dragged = event->position();
}

void PictureCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (m_layerHasMouse) m_layer->release(inPicture(event->position()));
    m_layerHasMouse = false;
    refreshLayer();
}

void PictureCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (m_layer && m_layer->press(inPicture(event->position()))) {
        m_layerHasMouse = true;
        return;
    }
    if (m_fitted) {
        zoomAt(event->position(), 1 / m_scale);
    } else {
        fit();
    }
}

void PictureCanvas::keyPressEvent(QKeyEvent* event) {
    constexpr double kMove = 60;
    if (m_layer && m_layer->key(*event, partInSight())) return;
    switch (event->key()) {
        case Qt::Key_Left:
            moveBy({kMove, 0});
            break;
        case Qt::Key_Right:
            moveBy({-kMove, 0});
            break;
        case Qt::Key_Up:
            moveBy({0, kMove});
            break;
        case Qt::Key_Down:
            moveBy({0, -kMove});
            break;
        default:
            QWidget::keyPressEvent(event);
    }
}

}  // namespace ui
