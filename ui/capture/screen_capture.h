#pragma once

#include <vector>

#include <QImage>
#include <QObject>
#include <QPointer>

#include "ui/capture/cleared_screen.h"

namespace ui {

class PortalScreenshot;
class RegionPicker;

enum class CaptureKind { Region, Window, Screen };

/// Takes a region, a window or a whole screen: under X11 by grabbing, with our own window hidden meanwhile;
/// under Wayland by the desktop portal. One at a time; each `start` ends in one signal.
class ScreenCapture final : public QObject {
    Q_OBJECT

 public:
    /// The window outlives it.
    explicit ScreenCapture(QWidget& window);
    ~ScreenCapture() override;

    void start(CaptureKind kind);

 signals:
    void captured(const QImage& image);
    void cancelled();
    /// One sentence in the user's language.
    void failed(const QString& sentence);

 private:
    void startPortal(CaptureKind kind);
    void grab(CaptureKind kind);
    void end();

    ClearedScreen m_cleared;
    std::vector<QPointer<RegionPicker>> m_pickers;
    PortalScreenshot* m_portal = nullptr;
    bool m_isRunning = false;
};

}  // namespace ui
