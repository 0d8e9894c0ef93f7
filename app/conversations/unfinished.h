#pragma once

#include <QList>

#include "app/conversations/conversation_shelf.h"

namespace app {

/// The conversations with an answer that was being written when the program was ended from outside, the
/// latest first; those answers count as stopped from now on. Only for who knows that nobody else is
/// answering. Throws StoreError.
QList<ConversationTitle> endUnfinished(ConversationStore& store);

}  // namespace app
