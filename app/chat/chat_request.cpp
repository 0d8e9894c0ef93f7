#include "app/chat/chat_request.h"

#include <utility>

namespace app {
namespace {

engine::Message questionOf(const Turn& turn) {
    engine::Message message{engine::Role::User, {}};
    for (const Picture& picture : turn.pictures)
        message.parts.emplace_back(engine::ImagePart{picture.pixels});
    message.parts.emplace_back(engine::TextPart{turn.question.toStdString()});
    return message;
}

}  // namespace

engine::Request requestFor(const Conversation& conversation) {
    engine::Request request;
    for (qsizetype i = 0; i < conversation.turns.size(); ++i) {
        const Turn& turn = conversation.turns[i];
        const bool isLast = i + 1 == conversation.turns.size();
        if (!isLast && turn.state == TurnState::Failed) continue;
        request.messages.push_back(questionOf(turn));
        if (isLast || turn.answer.isEmpty()) continue;  // stopped before its first word
        request.messages.push_back({engine::Role::Assistant, {engine::TextPart{turn.answer.toStdString()}}});
    }
    return request;
}

}  // namespace app
