#include "app/conversations/turn_tree.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <sqlite3.h>

#include "app/conversations/turn_row.h"

namespace app {
namespace {

struct Place {
    TurnId id;
    TurnId parent;  ///< -1: it could not be read
    int position;
};

QList<Place> placesIn(SQLite::Database& database, std::int64_t conversation) {
    QList<Place> places;
    SQLite::Statement rows(database,
                           "SELECT id, parent, position FROM turns WHERE conversation = ? ORDER BY id");
    rows.bind(1, conversation);
    while (rows.executeStep())
        places += {rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(), rows.getColumn(2).getInt()};
    return places;
}

/// The index still knows which turns there were when a part of their table is damaged.
QList<Place> placesByIndex(SQLite::Database& database, std::int64_t conversation) {
    QList<Place> places;
    SQLite::Statement rows(database,
                           "SELECT id, position FROM turns INDEXED BY turns_of_conversation WHERE "
                           "conversation = ? ORDER BY id");
    rows.bind(1, conversation);
    SQLite::Statement parent(database, "SELECT parent FROM turns WHERE id = ?");
    while (rows.executeStep()) {
        const TurnId id = rows.getColumn(0).getInt64();
        parent.bind(1, id);
        places += {id, stepIfWhole(parent) ? TurnId{parent.getColumn(0).getInt64()} : -1,
                   rows.getColumn(1).getInt()};
        parent.tryReset();
    }
    return places;
}

QList<Place> readPlaces(SQLite::Database& database, std::int64_t conversation) {
    try {
        return placesIn(database, conversation);
    } catch (const SQLite::Exception& error) {
        if (error.getErrorCode() != SQLITE_CORRUPT) throw;
        return placesByIndex(database, conversation);
    }
}

}  // namespace

TurnTree::TurnTree(SQLite::Database& database, std::int64_t conversation) {
    SQLite::Statement shown(database, "SELECT shown FROM conversations WHERE id = ?");
    shown.bind(1, conversation);
    if (stepIfWhole(shown)) m_shown = shown.getColumn(0).getInt64();
    std::map<int, TurnId> newestAt;
    for (auto [id, parent, position] : readPlaces(database, conversation)) {
        // The row before it is lost: it goes on after the newest that stood there or earlier.
        if (parent != 0 && !m_parents.contains(parent)) {
            const auto later = newestAt.lower_bound(position);
            parent = later == newestAt.begin() ? 0 : std::prev(later)->second;
        }
        m_parents[id] = parent;
        m_children[parent].append(id);
        newestAt[position] = id;
    }
}

TurnId TurnTree::parent(TurnId turn) const {
    const auto found = m_parents.find(turn);
    return found == m_parents.end() ? 0 : found->second;
}

QList<TurnId> TurnTree::versions(TurnId turn) const {
    const auto found = m_children.find(parent(turn));
    return found == m_children.end() ? QList<TurnId>() : found->second;
}

/// A parent is always older than its child, so this ends.
QList<TurnId> TurnTree::pathTo(TurnId turn) const {
    QList<TurnId> path;
    for (TurnId at = turn; at != 0; at = parent(at))
        path.prepend(at);
    return path;
}

TurnId TurnTree::endAfter(TurnId turn) const {
    for (auto found = m_children.find(turn); found != m_children.end(); found = m_children.find(turn))
        turn = found->second.last();
    return turn;
}

QList<TurnId> TurnTree::branch(TurnId through) const {
    if (m_parents.empty()) return {};
    QList<TurnId> shown =
        m_parents.contains(m_shown) ? pathTo(endAfter(m_shown)) : pathTo(m_parents.rbegin()->first);
    if (!m_parents.contains(through) || shown.contains(through)) return shown;
    return pathTo(endAfter(through));
}

}  // namespace app
