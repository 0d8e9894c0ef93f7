#pragma once

#include <QString>

#include "app/chat/turn.h"
#include "app/settings/answer_settings.h"
#include "engine/request.h"

namespace app {

/// What the model is given to answer the conversation's last turn: every earlier question with its pictures
/// and the answer as far as it was written. Turns that failed and pictures that cannot be read are left out;
/// thinking is never given back. `instructions` go before all of it, where there are any; turns before
/// `first` are left out.
engine::Request requestFor(const Conversation& conversation, const QString& instructions = {}, int first = 0);

/// To write on where the last turn's answer broke off.
engine::Request requestToContinue(const Conversation& conversation, const QString& instructions = {},
                                  int first = 0);

/// The first turn that is given along when the prompt is to have at most about so many tokens; 0 tokens: no
/// limit. By the token counts of the turns before; the last turn is always given.
int firstTurnWithin(const Conversation& conversation, int tokens);

/// Sampling and the size of pictures as the settings say.
void apply(const AnswerSettings& settings, engine::Request& request);

/// Whether it has a Chinese character.
bool isChinese(const QString& text);

/// For a title of a few words, in the question's language.
engine::Request requestForTitle(const Turn& exchange);

}  // namespace app
