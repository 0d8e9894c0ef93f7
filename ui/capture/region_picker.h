#pragma once

#include <optional>

#include <QList>
#include <QWidget>

#include "ui/capture/screen_shot.h"

namespace ui {

/// One screen, frozen, over which the agent chooses a part: by dragging and with the keys, or out of given
/// ones (windows, the whole screen). Esc and the right button leave.
class RegionPicker final : public QWidget {
    Q_OBJECT

 public:
    /// `choices`, the topmost first, in the screen's pixels; empty: any part.
    RegionPicker(ScreenShot shot, QList<QRect> choices, QWidget* parent = nullptr);

    void showOnItsScreen();
    /// In the screen's pixels; null while there is none.
    QRect chosen() const;

 signals:
    void picked(const QImage& part);
    void cancelled();

 protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    /// Tab goes through the choices, not out of the window.
    bool focusNextPrevChild(bool) override { return false; }

 private:
    bool isFree() const { return m_choices.isEmpty(); }
    void hover(const QPointF& at);
    bool step(const QKeyEvent& event);
    void take();
    void describe();

    const ScreenShot m_shot;
    const QList<QRect> m_choices;
    qsizetype m_choice = -1;
    QRectF m_span;  ///< of a free region, in the window; from its first corner to its last
    bool m_dragging = false;
};

}  // namespace ui
