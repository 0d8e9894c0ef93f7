#include "app/conversations/unfinished.h"

#include <string>

#include "app/conversations/store_database.h"
#include "app/conversations/turn_row.h"

namespace app {
namespace {

/// The words of the states in which an answer runs, for IN.
std::string runningWords() {
    std::string words;
    for (const TurnState state :
         {TurnState::Waiting, TurnState::Seeing, TurnState::Reading, TurnState::Answering}) {
        words += (words.empty() ? "'" : ", '") + std::string(wordOf(state)) + "'";
    }
    return words;
}

}  // namespace

QList<ConversationTitle> endUnfinished(ConversationStore& store) {
    return store.database().write(false, [](SQLite::Database& db) {
        QList<ConversationTitle> found;
        SQLite::Statement rows(db,
                               "SELECT id, title FROM conversations WHERE trashed IS NULL AND id IN (SELECT "
                               "conversation FROM turns WHERE state IN (" +
                                   runningWords() + ")) ORDER BY changed DESC, id DESC");
        while (rows.executeStep())
            found.append(
                {rows.getColumn(0).getInt64(), QString::fromStdString(rows.getColumn(1).getString())});
        SQLite::Statement end(db, "UPDATE turns SET state = ? WHERE state IN (" + runningWords() + ")");
        end.bind(1, wordOf(TurnState::Stopped));
        end.exec();
        return found;
    });
}

}  // namespace app
