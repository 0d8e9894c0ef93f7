#pragma once

#include <QImage>
#include <QList>
#include <QPointer>
#include <QRect>
#include <QScreen>

namespace ui {

/// What one screen showed. Places on it are in its own pixels, from its own corner, whatever its scaling.
struct ScreenShot {
    QPointer<QScreen> screen;
    QImage image;      ///< in the screen's pixels, scale 1
    double ratio = 1;  ///< the screen's pixels for each of Qt's

    QRect pixels() const { return image.rect(); }
    /// From the screen's pixels to those of a window that fills it.
    QRectF toWindow(const QRectF& part) const { return {part.topLeft() / ratio, part.size() / ratio}; }
    QRect toPixels(const QRectF& inWindow) const;
    /// Where it lies among all screens, in pixels; as the X server counts them.
    QRect placeInPixels() const;
};

/// Every screen, now; those that give no picture are left out.
QList<ScreenShot> grabScreens();

}  // namespace ui
