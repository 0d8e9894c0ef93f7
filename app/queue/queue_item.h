#pragma once

#include <cstdint>

#include <QString>

#include "app/chat/turn.h"

namespace app {

enum class QueueState { Waiting, Running, Done, Failed };

/// One picture of the queue: a conversation of its own with one turn.
struct QueueItem {
    std::int64_t id = 0;
    std::int64_t conversation = 0;
    TurnId turn = 0;
    QString name;  ///< of the picture
    QueueState state = QueueState::Waiting;
    QString question;
    QString answer;   ///< Markdown
    QString problem;  ///< one sentence in the user's language when Failed
    double seconds = 0;
};

}  // namespace app
