#include "ui/capture/screen_shot.h"

#include <QGuiApplication>
#include <QPixmap>

namespace ui {

QRect ScreenShot::toPixels(const QRectF& inWindow) const {
    const QRectF scaled(inWindow.topLeft() * ratio, inWindow.size() * ratio);
    return scaled.toRect().intersected(pixels());
}

QRect ScreenShot::placeInPixels() const {
    // Qt scales a screen's size and leaves its corner where the server has it.
    return {screen ? screen->geometry().topLeft() : QPoint(), image.size()};
}

QList<ScreenShot> grabScreens() {
    QList<ScreenShot> shots;
    for (QScreen* screen : QGuiApplication::screens()) {
        QImage image = screen->grabWindow(0).toImage();
        if (image.isNull()) continue;
        const double ratio = image.width() / double(qMax(1, screen->geometry().width()));
        image.setDevicePixelRatio(1);
        shots += {screen, image.convertToFormat(QImage::Format_RGB32), ratio};
    }
    return shots;
}

}  // namespace ui
