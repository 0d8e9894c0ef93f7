#include "engine/session/session.h"

#include <algorithm>

#include "engine/vision/preprocess.h"

namespace engine {

Session::Session(const LoadedModel& model)
    : m_model(model),
      m_cache(model.config.text, model.cacheType, model.config.text.contextTokens, model.device.place()) {}

at::Tensor Session::cut(const PreparedPrompt& prompt, std::span<const std::size_t> pictures,
                        const std::stop_token& stop) const {
    std::vector<at::Tensor> patches;
    for (const auto i : pictures) {
        throwIfStopped(stop);
        patches.push_back(
            preprocess(*prompt.images[i], prompt.grids[i], m_model.images, m_model.device.place()));
    }
    return patches.size() == 1 ? patches.front() : at::cat(patches);
}

at::Tensor Session::see(const PreparedPrompt& prompt, std::span<const std::size_t> pictures,
                        const LayerWatch& watch) const {
    std::vector<ImageGrid> grids;
    for (const auto i : pictures)
        grids.push_back(prompt.grids[i]);
    return m_model.vision.see(cut(prompt, pictures, watch.stop), grids, watch);
}

at::Tensor Session::read(const PreparedPrompt& prompt, std::span<const at::Tensor> features,
                         std::int64_t begin, std::int64_t end, const LayerWatch& watch, Wanted wanted) {
    const auto count = end - begin;
    const auto total = static_cast<std::int64_t>(prompt.ids.size());
    const auto ids = at::tensor(prompt.ids, at::kLong).narrow(0, begin, count);
    auto rows = m_model.decoder.embed(ids);  // [count, hidden]
    for (std::size_t i = 0; i < prompt.spans.size(); ++i) {
        const auto& span = prompt.spans[i];
        const auto from = std::max(begin, span.start);
        const auto until = std::min(end, span.start + span.tokens());
        if (from < until)
            rows.narrow(0, from - begin, until - from)
                .copy_(features[i].narrow(0, from - span.start, until - from));
    }
    // A long answer makes its own room as it grows.
    constexpr std::int64_t roomAhead = 256;
    const auto limit = static_cast<std::int64_t>(m_model.config.text.contextTokens);
    if (m_cache.tokens() == 0) m_cache.reserve(std::min(total + roomAhead, limit));
    m_next = prompt.positions.next;
    const auto positions =
        at::tensor(prompt.positions.values, at::kLong).view({3, total}).narrow(1, begin, count);
    const Segment segment{&m_cache, count};
    return m_model.decoder.read(rows, positions, {&segment, 1}, watch, wanted);
}

at::Tensor Session::step(int id, const std::stop_token& stop) {
    const auto position = at::full({3, 1}, m_next, at::kLong);
    ++m_next;
    const Segment segment{&m_cache, 1};
    return m_model.decoder.read(m_model.decoder.embed(at::full({1}, id, at::kLong)), position, {&segment, 1},
                                {stop, {}});
}

}  // namespace engine
