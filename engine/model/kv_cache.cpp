#include "engine/model/kv_cache.h"

#include <algorithm>

#include "engine/error.h"

namespace engine {

KvCache::KvCache(const TextConfig& config, at::ScalarType type, std::int64_t limit)
    : m_layers(static_cast<std::size_t>(config.layers)),
      m_kvHeads(config.kvHeads),
      m_headDim(config.headDim),
      m_type(type),
      m_limit(limit) {}

void KvCache::reserve(std::int64_t more) {
    const auto wanted = m_tokens + more;
    if (wanted > m_limit) throw EngineError(ErrorCode::PromptTooLong, {}, {}, {wanted, m_limit});
    if (wanted > m_capacity) grow(wanted);
}

void KvCache::extend(std::int64_t count) {
    // By half as much again: an answer is copied a few times at most, and no long one is paid for in advance.
    const auto wanted = m_tokens + count;
    if (wanted > m_capacity)
        reserve(std::max(count, std::min(m_capacity + m_capacity / 2, m_limit) - m_tokens));
    m_tokens = wanted;
}

KvCache::Layer KvCache::store(int layer, const at::Tensor& keys, const at::Tensor& values) {
    auto& stored = m_layers[static_cast<std::size_t>(layer)];
    const auto count = keys.size(0);
    stored.keys.narrow(1, m_tokens - count, count).copy_(keys.transpose(0, 1));
    stored.values.narrow(1, m_tokens - count, count).copy_(values.transpose(0, 1));
    return {stored.keys.narrow(1, 0, m_tokens), stored.values.narrow(1, 0, m_tokens)};
}

void KvCache::grow(std::int64_t capacity) {
    const auto grown = [&](const at::Tensor& old) {
        auto fresh = at::empty({m_kvHeads, capacity, m_headDim}, m_type);
        if (m_tokens > 0) fresh.narrow(1, 0, m_tokens).copy_(old.narrow(1, 0, m_tokens));
        return fresh;
    };
    for (auto& layer : m_layers) {
        layer.keys = grown(layer.keys);
        layer.values = grown(layer.values);
    }
    m_capacity = capacity;
}

}  // namespace engine
