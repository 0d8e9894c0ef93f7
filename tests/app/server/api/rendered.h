#pragma once

#include <string>
#include <vector>

#include "app/server/api/answer.h"
#include "app/server/api/call.h"

namespace test {

using app::server::Json;

inline app::server::Call callOf(int choices = 1, bool withLogprobs = false, bool includeUsage = false) {
    app::server::Call call;
    call.choices = choices;
    call.includeUsage = includeUsage;
    if (withLogprobs) call.request.sampling.topLogprobs = 1;
    return call;
}

inline app::server::Answer answerOf(int choices = 1) {
    app::server::Answer answer;
    answer.id = "id-1";
    answer.created = 1'800'000'000;
    answer.model = "demo";
    answer.choices.resize(static_cast<std::size_t>(choices));
    return answer;
}

inline engine::Event word(const std::string& text) {
    return engine::TextDelta{engine::Channel::Answer, text};
}
inline engine::Event thought(const std::string& text) {
    return engine::TextDelta{engine::Channel::Thinking, text};
}
inline engine::Event token(const std::string& bytes, double logprob) {
    return engine::TokenChoice{{7, bytes, logprob}, {{7, bytes, logprob}, {8, "other", -2}}};
}

inline engine::Finished finishedBy(engine::FinishReason reason, int newTokens = 3) {
    engine::Stats stats;
    stats.promptTokens = 10;
    stats.imageTokens = 4;
    stats.cachedTokens = 2;
    stats.newTokens = newTokens;
    stats.thinkingTokens = 1;
    return {reason, stats};
}

/// One server-sent event: its name, which may be empty, and what stands behind "data: ".
struct SentEvent {
    std::string name;
    std::string data;
    Json json() const { return Json::parse(data); }
};

/// Takes a stream apart as a browser does. An event that is not of the form gets the name "malformed".
inline std::vector<SentEvent> sentEvents(const std::string& text) {
    std::vector<SentEvent> events;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = text.find("\n\n", at);
        if (end == std::string::npos) {
            events.push_back({"malformed", text.substr(at)});
            break;
        }
        std::string block = text.substr(at, end - at);
        at = end + 2;
        SentEvent event;
        if (block.starts_with("event: ")) {
            event.name = block.substr(7, block.find('\n') - 7);
            block.erase(0, block.find('\n') + 1);
        }
        const bool isOneLine = block.starts_with("data: ") && block.find('\n') == std::string::npos;
        if (!isOneLine) event.name = "malformed";
        event.data = isOneLine ? block.substr(6) : block;
        events.push_back(std::move(event));
    }
    return events;
}

/// What a stream says when these come one after the other, and then the answer ends.
inline std::string streamOf(app::server::Renderer& renderer, app::server::Answer& answer,
                            const std::vector<engine::Event>& events, const engine::Finished& finished) {
    std::string text = renderer.begin(answer);
    for (const engine::Event& event : events) {
        answer.take(0, event);
        text += renderer.events(answer, 0, {event});
    }
    answer.choices[0].finished = finished;
    text += renderer.choiceEnd(answer, 0);
    return text + renderer.end(answer);
}

}  // namespace test
