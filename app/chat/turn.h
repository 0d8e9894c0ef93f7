#pragma once

#include <cstdint>

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

#include "app/images/picture.h"

namespace app {

using TurnId = std::int64_t;

enum class TurnState {
    Waiting,    ///< kept on disk; the model is loading or busy
    Seeing,     ///< vision tower
    Reading,    ///< prefill
    Answering,  ///< tokens arrive
    Done,
    LengthReached,  ///< ended by the token limit
    Stopped,        ///< by the agent
    Failed          ///< `problem` says why and what to do
};

struct TurnStats {
    int promptTokens = 0;
    int imageTokens = 0;
    int newTokens = 0;
    double firstTokenSeconds = 0;
    double totalSeconds = 0;
};

/// One question and its answer.
struct Turn {
    TurnId id = 0;  ///< 0 or less: not on disk
    QDateTime asked;
    QString question;
    QList<Picture> pictures;  ///< new in this turn; earlier turns' pictures stay in context
    TurnState state = TurnState::Waiting;
    double progress = 0;  ///< 0 to 1 within Seeing or Reading
    QString thinking;
    QString answer;   ///< Markdown
    QString problem;  ///< one sentence in the user's language when Failed
    QString model;    ///< that answered
    TurnStats stats;
    /// It and the others that were asked or answered in its place, oldest first; empty before it is on disk.
    QList<TurnId> versions;

    bool isRunning() const {
        return state == TurnState::Waiting || state == TurnState::Seeing || state == TurnState::Reading ||
               state == TurnState::Answering;
    }
};

struct Conversation {
    std::int64_t id = 0;  ///< 0: not on disk
    QList<Turn> turns;    ///< of the branch that is shown
    int damaged = 0;      ///< turns and pictures that could not be read
};

}  // namespace app
