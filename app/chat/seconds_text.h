#pragma once

#include <QString>

namespace app {

/// Seconds as people read them: "12.3", and "< 0.1" for what is too short to be a number.
QString secondsText(double seconds);

}  // namespace app
