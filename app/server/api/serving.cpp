#include "app/server/api/serving.h"

#include <algorithm>
#include <utility>

#include "app/server/api/api_error.h"

namespace app::server {
namespace {

bool isText(const RunItem& item) {
    const auto* event = std::get_if<engine::Event>(&item.what);
    return event != nullptr && std::holds_alternative<engine::TextDelta>(*event);
}

}  // namespace

bool Serving::isLeftOut(const RunItem& item) const {
    const auto* event = std::get_if<engine::Event>(&item.what);
    return oneToolCall && event != nullptr && std::holds_alternative<engine::ToolCall>(*event) &&
           !answer.choices[static_cast<std::size_t>(item.choice)].calls.empty();
}

void Serving::take(const RunItem& item, AuditRecord& record) {
    if (record.firstTokenSeconds == 0 && isText(item))
        record.firstTokenSeconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    if (isLeftOut(item)) return;
    if (const auto* event = std::get_if<engine::Event>(&item.what)) {
        answer.take(item.choice, *event);
        return;
    }
    ++ended;
    const auto& result = std::get<engine::Result<engine::Finished>>(item.what);
    Choice& choice = answer.choices[static_cast<std::size_t>(item.choice)];
    if (result && result.value().reason != engine::FinishReason::Cancelled) {
        choice.finished = result.value();
        return;
    }
    if (!error) error = result ? engine::Error{engine::ErrorCode::Cancelled, {}, {}, {}} : result.error();
    run->stop();
}

std::string Serving::write(std::vector<RunItem>& items, AuditRecord& record) {
    std::string text;
    std::vector<std::vector<engine::Event>> events(answer.choices.size());
    const auto flush = [&](int choice) {
        auto& own = events[static_cast<std::size_t>(choice)];
        text += renderer->events(answer, choice, std::exchange(own, {}));
    };
    for (RunItem& item : items) {
        if (isLeftOut(item)) continue;
        take(item, record);
        const auto choice = static_cast<std::size_t>(item.choice);
        if (auto* event = std::get_if<engine::Event>(&item.what)) {
            events[choice].push_back(std::move(*event));
        } else if (answer.choices[choice].finished) {
            flush(item.choice);
            text += renderer->choiceEnd(answer, item.choice);
        }
    }
    for (std::size_t i = 0; i < events.size(); ++i)
        flush(static_cast<int>(i));
    return text;
}

Headers Serving::headers() const {
    return {{"X-GlanceDesk-Cache", nameOf((*use)[0])}};
}

void Serving::note(AuditRecord& record) const {
    const engine::Stats sum = sumOf(answer);
    const CacheUse how = (*use)[0];
    record.cache = nameOf(how);
    record.queueSeconds = run->queueSeconds();
    for (const Choice& choice : answer.choices) {
        if (choice.finished && (how == CacheUse::Miss || how == CacheUse::Off))
            record.modelSeconds = std::max(record.modelSeconds, choice.finished->stats.totalSeconds);
    }
    record.promptTokens = sum.promptTokens;
    record.imageTokens = sum.imageTokens;
    record.cachedTokens = sum.cachedTokens;
    record.newTokens = sum.newTokens;
    const Choice& first = answer.choices.front();
    record.answer = first.text;
    if (error && error->code == engine::ErrorCode::Cancelled)
        record.outcome = "cancelled";
    else if (error)
        record.outcome = "failed: " + apiErrorOf(*error).code;
    else if (first.finished)
        record.outcome = finishReasonOf(*first.finished);
}

}  // namespace app::server
