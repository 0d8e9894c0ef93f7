#pragma once

#include <cstdint>
#include <stop_token>

#include <QList>
#include <QString>
#include <QStringList>

#include "app/chat/turn.h"
#include "app/conversations/conversation_shelf.h"

namespace app {

class StoreDatabase;

/// A conversation in which the words were found.
struct SearchHit {
    std::int64_t conversation = 0;
    TurnId turn = 0;    ///< 0: in the title alone
    QString excerpt{};  ///< one line around the first word; empty when it is in the title alone
};

/// The words of a query: separated by spaces, all of them wanted.
QStringList searchWords(const QString& query);

/// Conversations whose title holds every word, or one of whose turns does; the latest first. Any substring
/// counts, also of Chinese and of one character; upper and lower case are the same. A stop gives an empty
/// list. Throws StoreError. Any thread, with a database of its own.
QList<SearchHit> findConversations(StoreDatabase& database, const QString& query, const ShelfPlace& place,
                                   std::stop_token stop = {}, int most = 300);

}  // namespace app
