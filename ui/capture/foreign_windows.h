#pragma once

#include <QList>
#include <QRect>

namespace ui {

/// Where the windows of all programs stand, the topmost first, with their frames, in pixels as the X server
/// counts them. Empty where there is no X server or no window manager.
QList<QRect> foreignWindows();

}  // namespace ui
