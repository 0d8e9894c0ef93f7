#pragma once

#include "ui/window/window_parts.h"

namespace ui {

/// Connects every action with what it does, in one table. Call it when all parts are there.
void wireActions(const WindowParts& parts);

}  // namespace ui
