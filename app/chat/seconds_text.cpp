#include "app/chat/seconds_text.h"

namespace app {

QString secondsText(double seconds) {
    return seconds < 0.1 ? QStringLiteral("< 0.1") : QString::number(seconds, 'f', 1);
}

}  // namespace app
