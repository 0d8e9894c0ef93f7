#include "engine/session/session.h"

#include <algorithm>
#include <vector>

#include "engine/vision/preprocess.h"

namespace engine {

Session::Session(const LoadedModel& model)
    : m_model(model),
      m_cache(model.config.text, model.decoder.cacheType(), model.config.text.contextTokens) {}

at::Tensor Session::cut(const PreparedPrompt& prompt, const std::stop_token& stop) const {
    std::vector<at::Tensor> patches;
    for (std::size_t i = 0; i < prompt.images.size(); ++i) {
        throwIfStopped(stop);
        patches.push_back(preprocess(*prompt.images[i], prompt.grids[i], m_model.images));
    }
    return patches.size() == 1 ? patches.front() : at::cat(patches);
}

at::Tensor Session::see(const PreparedPrompt& prompt, const at::Tensor& patches,
                        const LayerWatch& watch) const {
    return m_model.vision.see(patches, prompt.grids, watch);
}

at::Tensor Session::read(const PreparedPrompt& prompt, const at::Tensor& features, std::int64_t answerTokens,
                         const LayerWatch& watch) {
    const auto tokens = static_cast<std::int64_t>(prompt.ids.size());
    auto embeddings = m_model.decoder.embed(at::tensor(prompt.ids, at::kLong));  // [tokens, hidden]
    std::int64_t seen = 0;
    for (const auto& span : prompt.spans) {
        embeddings.narrow(0, span.start, span.tokens()).copy_(features.narrow(0, seen, span.tokens()));
        seen += span.tokens();
    }
    // A long answer makes its own room as it grows.
    constexpr std::int64_t roomAhead = 256;
    m_cache.reserve(tokens + std::min(answerTokens, roomAhead));
    m_next = prompt.positions.next;
    const auto positions = at::tensor(prompt.positions.values, at::kLong).view({3, tokens});
    const Segment segment{&m_cache, tokens};
    return m_model.decoder.read(std::move(embeddings), positions, {&segment, 1}, watch);
}

at::Tensor Session::step(int id, const std::stop_token& stop) {
    const auto position = at::full({3, 1}, m_next, at::kLong);
    ++m_next;
    const Segment segment{&m_cache, 1};
    return m_model.decoder.read(m_model.decoder.embed(at::full({1}, id, at::kLong)), position, {&segment, 1},
                                {stop, {}});
}

}  // namespace engine
