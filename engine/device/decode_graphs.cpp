#include "engine/device/decode_graphs.h"

#include <algorithm>
#include <exception>

namespace engine {

DecodeGraphs::DecodeGraphs(const Decoder& decoder, const TextConfig& config, at::ScalarType cacheType,
                           GraphRecorder& recorder)
    : m_decoder(decoder),
      m_recorder(recorder),
      m_hidden(config.hidden),
      m_filler(config, cacheType, 1, decoder.arithmetic().device()) {
    m_filler.extend(1);
}

DecodeGraphs::Recorded& DecodeGraphs::recordedFor(std::int64_t rows) {
    const auto size = std::lower_bound(sizes.begin(), sizes.end(), rows);
    auto& recorded = m_recorded[static_cast<std::size_t>(size - sizes.begin())];
    if (recorded.graph != nullptr) return recorded;
    const auto device = m_decoder.arithmetic().device();
    const Segment filler{&m_filler, 1};
    recorded.rows = at::zeros({*size, m_hidden}, at::TensorOptions(device).dtype(at::kFloat));
    recorded.positions = at::zeros({3, *size}, at::TensorOptions(device).dtype(at::kLong));
    recorded.table = m_decoder.arithmetic().tableOf({&filler, 1}).repeat({*size, 1});
    recorded.graph = m_recorder.record([&recorded, this] {
        recorded.logits = m_decoder.repeatable(recorded.rows, recorded.positions, recorded.table);
    });
    return recorded;
}

at::Tensor DecodeGraphs::pass(const at::Tensor& rows, const at::Tensor& positions,
                              std::span<const Segment> segments) {
    const auto count = rows.size(0);
    Recorded* recorded = nullptr;
    try {
        recorded = &recordedFor(count);
    } catch (const std::exception& error) {
        m_failure = error.what();
        m_recorded = {};
        return {};
    }
    for (const auto& segment : segments)
        segment.cache->extend(segment.rows);
    recorded->rows.narrow(0, 0, count).copy_(rows);
    recorded->positions.narrow(1, 0, count).copy_(positions);
    recorded->table.narrow(0, 0, count).copy_(m_decoder.arithmetic().tableOf(segments));
    if (const auto left = recorded->table.size(0) - count; left > 0) {
        const Segment filler{&m_filler, 1};
        recorded->table.narrow(0, count, left).copy_(m_decoder.arithmetic().tableOf({&filler, 1}));
    }
    recorded->graph->replay();
    return recorded->logits.narrow(0, 0, count);
}

}  // namespace engine
