#pragma once

#include <QByteArray>
#include <QList>

#include "app/queue/queue_item.h"

namespace app {

/// The queue as a table for spreadsheets: UTF-8 with its mark, RFC 4180, a heading row. A cell that a
/// spreadsheet would compute is made text.
QByteArray queueCsv(const QList<QueueItem>& items);

/// In the user's language.
QString stateText(QueueState state);

}  // namespace app
