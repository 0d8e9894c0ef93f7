#pragma once

#include <string>

#include "app/server/cache/cached_answer.h"

namespace test {

/// An answer with every kind of event.
inline app::CachedAnswer sampleAnswer(const std::string& text = "纸张卡住了。") {
    engine::Stats stats;
    stats.promptTokens = 100;
    stats.imageTokens = 64;
    stats.cachedTokens = 3;
    stats.newTokens = 9;
    stats.thinkingTokens = 2;
    stats.visionSeconds = 0.25;
    stats.firstTokenSeconds = 0.5;
    stats.totalSeconds = 1.5;
    stats.seed = 0xFFFFFFFFFFFFFFFFULL;
    return {{engine::TextDelta{engine::Channel::Thinking, "Hm."},
             engine::TokenChoice{{7, "\xE7\xBA", -0.5}, {{7, "\xE7\xBA", -0.5}, {8, "x", -1.5}}},
             engine::TextDelta{engine::Channel::Answer, text}, engine::ToolCall{"look", R"({"at":"lamp"})"}},
            {engine::FinishReason::ToolCalls, stats}};
}

inline std::string textOf(const app::CachedAnswer& answer) {
    std::string text;
    for (const engine::Event& event : answer.events) {
        const auto* delta = std::get_if<engine::TextDelta>(&event);
        if (delta != nullptr && delta->channel == engine::Channel::Answer) text += delta->text;
    }
    return text;
}

inline app::CacheKey keyOf(const std::string& name) {
    return app::sha256(name);
}

}  // namespace test
