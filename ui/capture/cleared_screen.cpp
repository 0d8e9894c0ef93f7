#include "ui/capture/cleared_screen.h"

#include <utility>

#include <QPixmap>
#include <QScreen>

namespace ui {

namespace {

constexpr int kPause = 30;
constexpr int kStill = 3;  ///< looks that must be alike
constexpr int kMost = 25;  ///< a film beneath never stands still

}  // namespace

ClearedScreen::ClearedScreen(QWidget& window, QObject* parent) : QObject(parent), m_window(window) {
    m_timer.setInterval(kPause);
    connect(&m_timer, &QTimer::timeout, this, &ClearedScreen::look);
}

void ClearedScreen::clear(std::function<void()> then) {
    m_then = std::move(then);
    m_cleared = m_cleared || m_window.isVisible();
    m_screen = m_window.screen();
    m_place = m_window.frameGeometry();
    if (m_screen) m_place.translate(-m_screen->geometry().topLeft());
    m_seen = {};
    m_looks = m_still = 0;
    m_corner = m_window.pos();
    m_window.hide();
    m_timer.start();
}

void ClearedScreen::look() {
    QImage now;
    if (m_screen) {
        now = m_screen->grabWindow(0, m_place.x(), m_place.y(), m_place.width(), m_place.height()).toImage();
    }
    m_still = now == m_seen ? m_still + 1 : 0;
    m_seen = now;
    if (++m_looks < kMost && m_still + 1 < kStill) return;
    m_timer.stop();
    m_seen = {};
    if (const auto then = std::exchange(m_then, {})) then();
}

void ClearedScreen::restore() {
    m_timer.stop();
    m_then = {};
    if (!std::exchange(m_cleared, false)) return;
    // Else the window manager would choose a new place for it.
    if (!(m_window.windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen))) m_window.move(m_corner);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

}  // namespace ui
