#include "engine/session/prepared_prompt.h"

#include <cstdint>
#include <utility>

#include "engine/error.h"
#include "engine/text/prompt.h"

namespace engine {

PreparedPrompt preparePrompt(const LoadedModel& model, const Request& request) {
    const auto imageToken = model.config.imageToken;
    auto laidOut = makePrompt(request, model.chatTemplate, model.tokenizer, imageToken);

    PreparedPrompt prompt;
    prompt.images = std::move(laidOut.images);
    const std::int64_t merge = model.images.merge;
    std::vector<int> counts;
    std::int64_t total = static_cast<std::int64_t>(laidOut.ids.size());
    for (std::size_t i = 0; i < prompt.images.size(); ++i) {
        const auto& image = *prompt.images[i];
        const auto grid = gridOf(image.width, image.height, model.images, laidOut.mostTokens[i]);
        const auto tokens = grid.patches() / (merge * merge);
        prompt.grids.push_back(grid);
        counts.push_back(static_cast<int>(tokens));
        prompt.imageTokens += static_cast<int>(tokens);
        total += tokens - 1;
    }
    // Before anything is made as long as the prompt.
    const std::int64_t longest = model.config.text.contextTokens - 1;
    if (total > longest) throw EngineError(ErrorCode::PromptTooLong, {}, {}, {total, longest});

    std::int64_t at = 0;  // in the expanded ids
    auto grid = prompt.grids.begin();
    for (const auto id : laidOut.ids) {
        if (id == imageToken && grid != prompt.grids.end()) {
            prompt.spans.push_back({at, grid->rows / merge, grid->columns / merge});
            at += prompt.spans.back().tokens();
            ++grid;
        } else {
            ++at;
        }
    }
    prompt.ids = expandImages(laidOut.ids, imageToken, counts);
    prompt.positions = positionsOf(static_cast<std::int64_t>(prompt.ids.size()), prompt.spans);
    return prompt;
}

}  // namespace engine
