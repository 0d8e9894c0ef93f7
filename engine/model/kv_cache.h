#pragma once

#include <cstdint>
#include <vector>

#include <ATen/ATen.h>

#include "engine/model/config.h"

namespace engine {

/// Keys and values of one conversation's tokens, for every layer. Room is made ahead, up to `limit` tokens; a
/// pass first calls extend(), then each layer store().
class KvCache {
 public:
    struct Layer {
        at::Tensor keys;    ///< [kv heads, tokens, head dim]
        at::Tensor values;  ///< the same
    };

    KvCache(const TextConfig& config, at::ScalarType type, std::int64_t limit);
    KvCache(const KvCache&) = delete;
    KvCache& operator=(const KvCache&) = delete;

    std::int64_t tokens() const { return m_tokens; }

    /// Makes room for so many tokens beyond those that are there. Throws PromptTooLong past the limit.
    void reserve(std::int64_t more);

    /// The next `count` tokens exist from now on.
    void extend(std::int64_t count);

    /// Stores the newest tokens' keys and values, [count, kv heads, head dim], and gives all of the layer's
    /// as views.
    Layer store(int layer, const at::Tensor& keys, const at::Tensor& values);

 private:
    void grow(std::int64_t capacity);

    std::vector<Layer> m_layers;  // [kv heads, capacity, head dim]
    std::int64_t m_kvHeads;
    std::int64_t m_headDim;
    at::ScalarType m_type;
    std::int64_t m_limit;
    std::int64_t m_capacity = 0;
    std::int64_t m_tokens = 0;
};

}  // namespace engine
