#include "app/conversations/turn_row.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <array>
#include <sqlite3.h>
#include <string>
#include <utility>

#include <spdlog/spdlog.h>

namespace app {
namespace {

// Words, so that the file can be read with any SQLite tool and the enum reordered.
constexpr std::array<std::pair<TurnState, const char*>, 8> stateWords = {
    {{TurnState::Waiting, "waiting"},
     {TurnState::Seeing, "seeing"},
     {TurnState::Reading, "reading"},
     {TurnState::Answering, "answering"},
     {TurnState::Done, "done"},
     {TurnState::LengthReached, "length"},
     {TurnState::Stopped, "stopped"},
     {TurnState::Failed, "failed"}}};

QString text(SQLite::Statement& row, int column) {
    return QString::fromStdString(row.getColumn(column).getString());
}

}  // namespace

const char* wordOf(TurnState state) {
    for (const auto& [value, word] : stateWords) {
        if (value == state) return word;
    }
    return "stopped";
}

std::optional<TurnState> stateOf(const std::string& text) {
    for (const auto& [value, word] : stateWords) {
        if (text == word) return value;
    }
    return {};
}

bool stepIfWhole(SQLite::Statement& row) {
    try {
        return row.executeStep();
    } catch (const SQLite::Exception& error) {
        if (error.getErrorCode() != SQLITE_CORRUPT) throw;
        spdlog::warn("The database is damaged in one place: {}", error.what());
        return false;
    }
}

std::optional<Turn> turnFrom(SQLite::Statement& row) {
    const auto state = stateOf(row.getColumn(5).getString());
    Turn turn;
    turn.id = row.getColumn(0).getInt64();
    turn.asked = QDateTime::fromMSecsSinceEpoch(row.getColumn(1).getInt64(), Qt::UTC);
    turn.question = text(row, 2);
    if (!state || !turn.asked.isValid() || !row.getColumn(1).isInteger()) return {};
    turn.state = *state;
    // The program ended before the answer did.
    if (turn.isRunning()) turn.state = TurnState::Stopped;
    turn.answer = text(row, 3);
    turn.thinking = text(row, 4);
    turn.problem = text(row, 6);
    turn.model = text(row, 7);
    turn.stats = {row.getColumn(8).getInt(), row.getColumn(9).getInt(), row.getColumn(10).getInt(),
                  row.getColumn(11).getDouble(), row.getColumn(12).getDouble()};
    return turn;
}

void bindAnswer(SQLite::Statement& statement, const Turn& turn) {
    statement.bind(":answer", turn.answer.toStdString());
    statement.bind(":thinking", turn.thinking.toStdString());
    statement.bind(":state", wordOf(turn.state));
    statement.bind(":problem", turn.problem.toStdString());
    statement.bind(":model", turn.model.toStdString());
    statement.bind(":prompt_tokens", turn.stats.promptTokens);
    statement.bind(":image_tokens", turn.stats.imageTokens);
    statement.bind(":new_tokens", turn.stats.newTokens);
    statement.bind(":first_token_seconds", turn.stats.firstTokenSeconds);
    statement.bind(":total_seconds", turn.stats.totalSeconds);
    statement.bind(":changed", static_cast<std::int64_t>(QDateTime::currentMSecsSinceEpoch()));
}

}  // namespace app
