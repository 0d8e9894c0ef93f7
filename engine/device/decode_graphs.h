#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>

#include <ATen/ATen.h>

#include "engine/device/graph_recorder.h"
#include "engine/model/decoder.h"
#include "engine/model/kv_cache.h"

namespace engine {

/// Passes over few rows, recorded once for a few sizes and repeated. A smaller pass is filled up with rows
/// that write into a cache of their own. One thread.
class DecodeGraphs {
 public:
    static constexpr std::array<std::int64_t, 4> sizes{1, 2, 4, 8};

    /// Both references must outlive it. `cacheType`: of keys and values.
    DecodeGraphs(const Decoder& decoder, const TextConfig& config, at::ScalarType cacheType,
                 GraphRecorder& recorder);

    bool fits(std::int64_t rows) const { return m_failure.empty() && rows <= sizes.back(); }

    /// As Decoder::read and logits: rows float32 [rows, hidden] on the device, positions int64 [3, rows] ->
    /// float32 [rows, vocab], which the next pass writes over. Only where fits(); an undefined tensor when
    /// nothing could be recorded, and then the caches are as they were.
    at::Tensor pass(const at::Tensor& rows, const at::Tensor& positions, std::span<const Segment> segments);

    /// Why nothing is recorded any more; empty while all is well.
    const std::string& failure() const { return m_failure; }

 private:
    struct Recorded {
        at::Tensor rows;
        at::Tensor positions;
        at::Tensor table;
        at::Tensor logits;
        std::unique_ptr<Graph> graph;
    };
    Recorded& recordedFor(std::int64_t rows);

    const Decoder& m_decoder;
    GraphRecorder& m_recorder;
    std::int64_t m_hidden;
    KvCache m_filler;  // one token, which rows that nobody asked for write over
    std::array<Recorded, sizes.size()> m_recorded;
    std::string m_failure;
};

}  // namespace engine
