#pragma once

#include <string>

#include <ATen/ATen.h>

#include "engine/model/kv_cache.h"
#include "engine/model/linear.h"
#include "engine/model/rope.h"

namespace engine {

/// Causal attention with several query heads to one key head: [tokens, hidden] -> [tokens, hidden].
class TextAttention {
 public:
    TextAttention(WeightReader& weights, const std::string& name, const TextConfig& config, int layer);

    /// The tokens are either the first of the cache or one more.
    at::Tensor operator()(const at::Tensor& tokens, const Rotation& rotation, KvCache& cache) const;

 private:
    Linear m_query;
    Linear m_key;
    Linear m_value;
    Linear m_output;
    int m_layer;
    std::int64_t m_kvHeads;
    std::int64_t m_group;  // query heads of one key head
    std::int64_t m_headDim;
};

}  // namespace engine
