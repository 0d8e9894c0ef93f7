#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include <QList>

#include "app/chat/turn.h"

namespace SQLite {
class Database;
}

namespace app {

/// Which turn follows which in one conversation: several in the same place are versions of each other.
class TurnTree final {
 public:
    TurnTree(SQLite::Database& database, std::int64_t conversation);

    /// From the first turn to a last one: through `through` where it is given and there, else along the
    /// branch that was shown last, else to the newest turn.
    QList<TurnId> branch(TurnId through) const;
    /// Those in the place of a turn, itself among them, oldest first.
    QList<TurnId> versions(TurnId turn) const;
    TurnId parent(TurnId turn) const;

 private:
    QList<TurnId> pathTo(TurnId turn) const;
    /// Follows the newest version to its end.
    TurnId endAfter(TurnId turn) const;

    std::map<TurnId, TurnId> m_parents;          ///< 0: none
    std::map<TurnId, QList<TurnId>> m_children;  ///< oldest first
    TurnId m_shown = 0;
};

}  // namespace app
