#pragma once

#include <QString>

#include "app/chat/turn.h"

namespace ui {

/// What the model is doing, or how the answer ended, in words; empty when the answer speaks for itself.
QString stateText(const app::Turn& turn);

/// 0 to 1 where progress is known, else negative.
double stateProgress(const app::Turn& turn);

/// For screen readers.
QString spokenQuestion(const app::Turn& turn);
QString spokenAnswer(const app::Turn& turn);

/// New tokens a second after the first; 0 when there is nothing to tell.
double tokensPerSecond(const app::TurnStats& stats);

}  // namespace ui
