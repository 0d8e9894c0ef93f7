#pragma once

#include <functional>

#include <QImage>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace ui {

/// Takes our own window off the screen before the screen is captured. No event tells when the window manager
/// has taken its frame away and the programs beneath have painted: so the place where it stood is looked at
/// until it stands still.
class ClearedScreen final : public QObject {
    Q_OBJECT

 public:
    explicit ClearedScreen(QWidget& window, QObject* parent = nullptr);

    /// Hides the window; `then` is called once it is gone from the screen.
    void clear(std::function<void()> then);
    void restore();
    bool isCleared() const { return m_cleared; }

 private:
    void look();

    QWidget& m_window;
    QPointer<QScreen> m_screen;
    QRect m_place;  ///< of the window with its frame, on its screen
    QPoint m_corner;
    QImage m_seen;
    int m_looks = 0;
    int m_still = 0;
    bool m_cleared = false;
    std::function<void()> m_then;
    QTimer m_timer;
};

}  // namespace ui
