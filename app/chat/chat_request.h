#pragma once

#include <QString>

#include "app/chat/turn.h"
#include "engine/request.h"

namespace app {

/// What the model is given to answer the conversation's last turn: every earlier question with its pictures
/// and the answer as far as it was written. Turns that failed and pictures that cannot be read are left out;
/// thinking is never given back. `instructions` go before all of it, where there are any.
engine::Request requestFor(const Conversation& conversation, const QString& instructions = {});

/// To write on where the last turn's answer broke off.
engine::Request requestToContinue(const Conversation& conversation, const QString& instructions = {});

/// For a title of a few words, in the question's language.
engine::Request requestForTitle(const Turn& exchange);

}  // namespace app
