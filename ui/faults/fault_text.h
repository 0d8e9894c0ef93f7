#pragma once

#include <QString>

#include "app/faults/fault.h"

namespace ui {

/// What differs, as sentences for the agent; empty when nothing stands out.
QString differenceText(const app::FaultMatch& match);

}  // namespace ui
