#pragma once

#include <optional>
#include <string>

#include "app/chat/turn.h"

namespace SQLite {
class Statement;
}

namespace app {

/// The columns that turnFrom reads, in its order.
inline constexpr auto turnColumns =
    "id, asked, question, answer, thinking, state, problem, model, prompt_tokens, image_tokens, new_tokens, "
    "first_token_seconds, total_seconds";

/// A state as a word, in the database and in exports, and back.
const char* wordOf(TurnState state);
std::optional<TurnState> stateOf(const std::string& word);

/// The next row. False where there is none, or where the file is damaged at that place.
bool stepIfWhole(SQLite::Statement& row);

/// Empty when the row makes no sense. Pictures are not among it.
std::optional<Turn> turnFrom(SQLite::Statement& row);

/// Binds :answer, :thinking, :state, :problem, :model, the counts and times, and :changed (now).
void bindAnswer(SQLite::Statement& statement, const Turn& turn);

}  // namespace app
