#include "ui/capture/screen_capture.h"

#include <algorithm>

#include <QCursor>
#include <QGuiApplication>

#include "ui/capture/foreign_windows.h"
#include "ui/capture/portal_screenshot.h"
#include "ui/capture/region_picker.h"

namespace ui {

namespace {

bool isWayland() {
    return QGuiApplication::platformName().startsWith(QLatin1String("wayland"));
}

/// What can be clicked on one screen: the parts of the windows that lie on it, or all of it.
QList<QRect> choicesOn(const ScreenShot& shot, CaptureKind kind, const QList<QRect>& windows) {
    QList<QRect> choices;
    if (kind == CaptureKind::Window) {
        const QRect screen = shot.placeInPixels();
        for (const QRect& window : windows) {
            const QRect part = window.intersected(screen).translated(-screen.topLeft());
            if (!part.isEmpty()) choices += part;
        }
    }
    if (kind != CaptureKind::Region) choices += shot.pixels();
    return choices;
}

}  // namespace

ScreenCapture::ScreenCapture(QWidget& window) : m_cleared(window) {}

ScreenCapture::~ScreenCapture() {
    for (const auto& picker : m_pickers)
        delete picker.data();
}

void ScreenCapture::start(CaptureKind kind) {
    if (m_isRunning) return;
    m_isRunning = true;
    if (isWayland()) {
        startPortal(kind);
    } else {
        m_cleared.clear([this, kind] { grab(kind); });
    }
}

void ScreenCapture::startPortal(CaptureKind kind) {
    if (!m_portal) {
        m_portal = new PortalScreenshot(QDBusConnection::sessionBus(), this);
        connect(m_portal, &PortalScreenshot::taken, this, [this](const QImage& image) {
            end();
            emit captured(image);
        });
        connect(m_portal, &PortalScreenshot::cancelled, this, [this] {
            end();
            emit cancelled();
        });
        connect(m_portal, &PortalScreenshot::failed, this, [this](const QString& sentence) {
            end();
            emit failed(sentence);
        });
    }
    // A region or a window is chosen in the desktop's own dialog, where our window is in nobody's way.
    m_portal->take(kind != CaptureKind::Screen);
}

void ScreenCapture::grab(CaptureKind kind) {
    const QList<ScreenShot> shots = grabScreens();
    if (shots.isEmpty()) {
        end();
        emit failed(
            tr("The screen can't be captured here: take a screenshot with the desktop's own tool and "
               "paste it."));
        return;
    }
    if (kind == CaptureKind::Screen && shots.size() == 1) {
        end();
        emit captured(shots.first().image);
        return;
    }
    const QList<QRect> windows = kind == CaptureKind::Window ? foreignWindows() : QList<QRect>();
    for (const ScreenShot& shot : shots) {
        auto* picker = new RegionPicker(shot, choicesOn(shot, kind, windows));
        m_pickers.emplace_back(picker);
        connect(picker, &RegionPicker::picked, this, [this](const QImage& part) {
            end();
            emit captured(part);
        });
        connect(picker, &RegionPicker::cancelled, this, [this] {
            end();
            emit cancelled();
        });
    }
    // Last comes the screen with the mouse: it gets the keys.
    const QScreen* active = QGuiApplication::screenAt(QCursor::pos());
    for (qsizetype i = 0; i < shots.size(); ++i) {
        if (shots[i].screen != active) m_pickers[static_cast<std::size_t>(i)]->showOnItsScreen();
    }
    for (qsizetype i = 0; i < shots.size(); ++i) {
        if (shots[i].screen == active) m_pickers[static_cast<std::size_t>(i)]->showOnItsScreen();
    }
}

void ScreenCapture::end() {
    for (const auto& picker : m_pickers) {
        if (!picker) continue;
        picker->hide();
        picker->deleteLater();
    }
    m_pickers.clear();
    m_cleared.restore();
    m_isRunning = false;
}

}  // namespace ui
