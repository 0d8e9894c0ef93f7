#pragma once

#include "ui/window/window_parts.h"

namespace ui {

/// Opens the palette with all that the window can do: its actions, the conversations, the snippets.
void openPalette(const WindowParts& parts);

}  // namespace ui
