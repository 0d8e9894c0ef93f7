#pragma once

#include "ui/window/window_parts.h"

namespace ui {

/// What the composer has beside its own: how the answers are to be, and snippets that are typed, which
/// become one of the parts.
void addComposerTools(WindowParts& parts);

}  // namespace ui
