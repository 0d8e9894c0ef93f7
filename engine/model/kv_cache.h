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
        at::Tensor keys;         ///< [kv heads, tokens, head dim], float32, bfloat16 or int8
        at::Tensor values;       ///< the same
        at::Tensor keyScales;    ///< of int8: float32 [kv heads, tokens]
        at::Tensor valueScales;  ///< the same
    };

    /// type: float32, bfloat16, or int8 (kChar)
    KvCache(const TextConfig& config, at::ScalarType type, std::int64_t limit, at::Device device = at::kCPU);
    KvCache(KvCache&&) = default;
    KvCache& operator=(KvCache&&) = default;

    std::int64_t tokens() const { return m_tokens; }

    /// Makes room for so many tokens beyond those that are there. Throws PromptTooLong past the limit.
    void reserve(std::int64_t more);

    /// The next `count` tokens exist from now on.
    void extend(std::int64_t count);

    /// Only the first `tokens` were; what comes next takes the others' place.
    void truncate(std::int64_t tokens);

    /// Begins as a copy of another's first tokens; empty before.
    void copyFrom(const KvCache& other, std::int64_t tokens);

    /// Stores the newest tokens' keys and values, float32 [count, kv heads, head dim].
    void store(int layer, const at::Tensor& keys, const at::Tensor& values);

    /// Room and what is in it: [kv heads, capacity, head dim].
    const Layer& layer(int number) const { return m_layers[static_cast<std::size_t>(number)]; }

    /// Where everything lies, for kernels on a card: the capacity, then of each layer the addresses of keys,
    /// values and their scales, 0 for what isn't there.
    void writeAddresses(std::vector<std::int64_t>& to) const;

    /// All of a layer's keys or values as float32 [kv heads, tokens, head dim].
    at::Tensor keys(int layer) const;
    at::Tensor values(int layer) const;

    /// What is allocated.
    std::int64_t bytes() const;

    /// Of one token in all layers.
    static std::int64_t bytesPerToken(const TextConfig& config, at::ScalarType type);

 private:
    void grow(std::int64_t capacity);

    std::vector<Layer> m_layers;
    std::int64_t m_kvHeads;
    std::int64_t m_headDim;
    at::ScalarType m_type;
    at::Device m_device;
    std::int64_t m_limit;
    std::int64_t m_capacity = 0;
    std::int64_t m_tokens = 0;
};

}  // namespace engine
