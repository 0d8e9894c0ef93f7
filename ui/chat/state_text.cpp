#include "ui/chat/state_text.h"

#include <QCoreApplication>

#include "app/upstream/answer_place.h"

namespace ui {

namespace {

struct StateText {
    Q_DECLARE_TR_FUNCTIONS(ui::StateText)
};

/// Where the answer was made, when that needs saying.
QString placeText(const app::Turn& turn) {
    const auto place = app::answerPlace(turn.model);
    if (!place) return {};
    if (place->isHere())
        return StateText::tr("Answered on this computer by %1, where the pictures stay").arg(place->model);
    return StateText::tr("Answered by %1 on the server %2").arg(place->model, place->host);
}

int percent(double progress) {
    return qBound(0, qRound(progress * 100), 100);
}

}  // namespace

QString stateText(const app::Turn& turn) {
    switch (turn.state) {
        case app::TurnState::Waiting:
            return StateText::tr("Waiting for the model…");
        case app::TurnState::Seeing:
            return StateText::tr("Looking at the picture… %1%").arg(percent(turn.progress));
        case app::TurnState::Reading:
            return StateText::tr("Reading… %1%").arg(percent(turn.progress));
        case app::TurnState::Answering:
            return !turn.answer.isEmpty()    ? QString()
                   : turn.thinking.isEmpty() ? StateText::tr("Writing…")
                                             : StateText::tr("Thinking…");
        case app::TurnState::LengthReached:
            return StateText::tr("The answer ended here because it reached the length limit.");
        case app::TurnState::Stopped:
            return StateText::tr("Stopped");
        case app::TurnState::Done:
            return turn.answer.isEmpty() ? StateText::tr("The model gave no answer.") : placeText(turn);
        case app::TurnState::Failed:
            return {};
    }
    return {};
}

double stateProgress(const app::Turn& turn) {
    const bool known = turn.state == app::TurnState::Seeing || turn.state == app::TurnState::Reading;
    return known ? qBound(0.0, turn.progress, 1.0) : -1;
}

QString spokenQuestion(const app::Turn& turn) {
    const QString text = StateText::tr("You: %1").arg(turn.question);
    if (turn.pictures.isEmpty()) return text;
    return StateText::tr("%1 (with %n picture(s))", nullptr, static_cast<int>(turn.pictures.size()))
        .arg(text);
}

QString spokenAnswer(const app::Turn& turn) {
    QStringList parts;
    if (!turn.answer.isEmpty()) parts += turn.answer;
    if (const QString state = stateText(turn); !state.isEmpty()) parts += state;
    if (turn.state == app::TurnState::Failed) parts += turn.problem;
    return StateText::tr("Answer: %1").arg(parts.join(u'\n'));
}

double tokensPerSecond(const app::TurnStats& stats) {
    const double seconds = stats.totalSeconds - stats.firstTokenSeconds;
    return stats.newTokens > 1 && seconds > 0 ? (stats.newTokens - 1) / seconds : 0;
}

}  // namespace ui
