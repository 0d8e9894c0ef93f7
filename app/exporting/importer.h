#pragma once

#include <QString>

#include "app/exporting/exporter.h"

namespace app {

struct ImportOutcome {
    int conversations = 0;
    int turns = 0;
    int lostPictures = 0;  ///< missing in the file or damaged
};

/// Adds every conversation as a new one, whole or not at all. Throws StoreError.
ImportOutcome importConversations(ConversationStore& store, const QList<ExportedConversation>& conversations);

}  // namespace app
