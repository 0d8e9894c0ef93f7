#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include <ATen/ATen.h>

#include "engine/model/kv_cache.h"
#include "engine/model/layer_watch.h"
#include "engine/session/loaded_model.h"
#include "engine/session/prepared_prompt.h"

namespace engine {

/// All that changes while one request is answered: the cache and the next position. The model outlives it.
class Session {
 public:
    explicit Session(const LoadedModel& model);

    /// These pictures of the prompt as patches: float32 [patches, patch values] on the device. At least one.
    at::Tensor cut(const PreparedPrompt& prompt, std::span<const std::size_t> pictures,
                   const std::stop_token& stop) const;

    /// These pictures -> float32 [their image tokens, hidden]
    at::Tensor see(const PreparedPrompt& prompt, std::span<const std::size_t> pictures,
                   const LayerWatch& watch) const;

    /// Reads the prompt's tokens [begin, end) after those before; `features` of each picture, those that end
    /// before `begin` may be undefined. -> float32 [end - begin or 1, hidden], what logits() takes. After an
    /// exception the cache holds nothing worthwhile beyond `begin`.
    at::Tensor read(const PreparedPrompt& prompt, std::span<const at::Tensor> features, std::int64_t begin,
                    std::int64_t end, const LayerWatch& watch, Wanted wanted = Wanted::AllRows);

    /// Reads one token more -> float32 [1, hidden]
    at::Tensor step(int id, const std::stop_token& stop);

    /// float32 [rows, hidden] -> float32 [rows, vocab] in host memory
    at::Tensor logits(const at::Tensor& hidden) const { return m_model.decoder.logits(hidden).cpu(); }

    KvCache& cache() { return m_cache; }
    /// Of the next answer token, in all three axes.
    std::int64_t position() const { return m_next; }
    /// So many answer tokens were read by a pass of others.
    void advance(std::int64_t tokens) { m_next += tokens; }

 private:
    const LoadedModel& m_model;
    KvCache m_cache;
    std::int64_t m_next = 0;
};

}  // namespace engine
