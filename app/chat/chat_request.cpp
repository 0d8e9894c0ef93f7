#include "app/chat/chat_request.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace app {
namespace {

constexpr int titleWords = 600;  ///< characters of question and answer that a title is made from
constexpr int titleTokens = 40;

engine::Message textMessage(engine::Role role, const QString& text) {
    return {role, {engine::TextPart{text.toStdString()}}};
}

engine::Message questionOf(const Turn& turn) {
    engine::Message message{engine::Role::User, {}};
    for (const Picture& picture : turn.pictures) {
        if (picture.pixels) message.parts.emplace_back(engine::ImagePart{picture.pixels});
    }
    message.parts.emplace_back(engine::TextPart{turn.question.toStdString()});
    return message;
}

}  // namespace

bool isChinese(const QString& text) {
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

int firstTurnWithin(const Conversation& conversation, int tokens) {
    const QList<Turn>& turns = conversation.turns;
    if (tokens <= 0 || turns.size() < 2) return 0;
    // A turn's prompt counted all turns before it, so the difference to a later one is what lies between.
    // Stopped turns have no counts: what they added is taken along with the next one that has.
    const auto end = [](const Turn& turn) { return turn.stats.promptTokens + turn.stats.newTokens; };
    int whole = 0;
    for (const Turn& turn : turns.first(turns.size() - 1))
        whole = std::max(whole, end(turn));
    int first = 0;
    for (int i = 0; i + 1 < turns.size(); ++i) {
        const int before = i == 0 ? 0 : end(turns[i - 1]);
        if (i > 0 && before == 0) continue;
        if (whole - before <= tokens) return i;
        first = i + 1;
    }
    return first;
}

void apply(const AnswerSettings& settings, engine::Request& request) {
    request.sampling.temperature = settings.temperature;
    request.sampling.topP = settings.topP;
    request.sampling.maxTokens = settings.maxTokens;
    for (engine::Message& message : request.messages) {
        for (engine::Part& part : message.parts) {
            if (auto* image = std::get_if<engine::ImagePart>(&part))
                image->mostTokens = settings.pictureTokens;
        }
    }
}

engine::Request requestFor(const Conversation& conversation, const QString& instructions, int first) {
    engine::Request request;
    if (!instructions.trimmed().isEmpty())
        request.messages.push_back(textMessage(engine::Role::System, instructions.trimmed()));
    for (qsizetype i = first; i < conversation.turns.size(); ++i) {
        const Turn& turn = conversation.turns[i];
        const bool isLast = i + 1 == conversation.turns.size();
        if (!isLast && turn.state == TurnState::Failed) continue;
        request.messages.push_back(questionOf(turn));
        if (isLast || turn.answer.isEmpty()) continue;  // stopped before its first word
        request.messages.push_back(textMessage(engine::Role::Assistant, turn.answer));
    }
    return request;
}

engine::Request requestToContinue(const Conversation& conversation, const QString& instructions, int first) {
    engine::Request request = requestFor(conversation, instructions, first);
    const QString& answer = conversation.turns.last().answer;
    request.messages.push_back(textMessage(engine::Role::Assistant, answer));
    request.messages.push_back(textMessage(
        engine::Role::User,
        isChinese(answer)
            ? QStringLiteral("请从中断处接着写，不要重复已写的内容，也不要加任何说明。")
            : QStringLiteral(
                  "Go on exactly where you broke off. Repeat nothing of it and do not comment on it.")));
    request.enableThinking = false;
    return request;
}

engine::Request requestForTitle(const Turn& exchange) {
    engine::Request request;
    const bool chinese = isChinese(exchange.question);
    const QString wish =
        chinese ? QStringLiteral("请为下面的客服对话写一个标题，不超过十二个字，只写标题本身。")
                : QStringLiteral(
                      "Write a title of at most six words for this support conversation. Reply with the "
                      "title alone.");
    request.messages.push_back(
        textMessage(engine::Role::User, wish + QStringLiteral("\n\n") + exchange.question.left(titleWords) +
                                            QStringLiteral("\n\n") + exchange.answer.left(titleWords)));
    request.enableThinking = false;
    request.sampling.temperature = 0;
    request.sampling.maxTokens = titleTokens;
    request.priority = engine::Priority::Port;  // after everything that somebody waits for
    return request;
}

}  // namespace app
