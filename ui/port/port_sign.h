#pragma once

#include "ui/window/window_parts.h"

namespace ui {

/// The port in the window's header: open, closed or failed at a glance. Without a port its action is not
/// there.
void addPortSign(const WindowParts& parts);

/// Opens the dialog; nothing without a port.
void showPort(const WindowParts& parts);

}  // namespace ui
