#pragma once

#include "app/chat/turn.h"
#include "engine/request.h"

namespace app {

/// What the model is given to answer the conversation's last turn: every earlier question with its pictures
/// and the answer as far as it was written. Turns that failed are left out; thinking is never given back.
engine::Request requestFor(const Conversation& conversation);

}  // namespace app
