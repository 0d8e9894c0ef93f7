#pragma once

#include <cstdint>
#include <stop_token>

#include <ATen/ATen.h>

#include "engine/model/kv_cache.h"
#include "engine/model/layer_watch.h"
#include "engine/session/loaded_model.h"
#include "engine/session/prepared_prompt.h"

namespace engine {

/// All that changes while one request is answered: the cache and the next position. The model outlives it.
/// After an exception it is of no more use.
class Session {
 public:
    explicit Session(const LoadedModel& model);

    /// The prompt's pictures as patches: float32 [patches, patch values]. At least one picture.
    at::Tensor cut(const PreparedPrompt& prompt, const std::stop_token& stop) const;

    /// patches of cut() -> [image tokens, hidden]
    at::Tensor see(const PreparedPrompt& prompt, const at::Tensor& patches, const LayerWatch& watch) const;

    /// Reads the whole prompt; `features` of see(), undefined without pictures; `answerTokens` are made room
    /// for.
    /// -> [prompt, hidden], what logits() takes.
    at::Tensor read(const PreparedPrompt& prompt, const at::Tensor& features, std::int64_t answerTokens,
                    const LayerWatch& watch);

    /// Reads one token more -> [1, hidden]
    at::Tensor step(int id, const std::stop_token& stop);

    /// [rows, hidden] -> float32 [rows, vocab]
    at::Tensor logits(const at::Tensor& hidden) const { return m_model.decoder.logits(hidden); }

 private:
    const LoadedModel& m_model;
    KvCache m_cache;
    std::int64_t m_next = 0;  // position
};

}  // namespace engine
