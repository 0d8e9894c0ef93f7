#include "engine/model/attention.h"

#include <cmath>

namespace engine {

TextAttention::TextAttention(WeightReader& weights, const std::string& name, const TextConfig& config,
                             int layer)
    : m_query(weights, name + ".q_proj", config.hidden, config.hidden, Bias::Stored),
      m_key(weights, name + ".k_proj", std::int64_t{config.kvHeads} * config.headDim, config.hidden,
            Bias::Stored),
      m_value(weights, name + ".v_proj", std::int64_t{config.kvHeads} * config.headDim, config.hidden,
              Bias::Stored),
      m_output(weights, name + ".o_proj", config.hidden, config.hidden),
      m_layer(layer),
      m_kvHeads(config.kvHeads),
      m_group(config.heads / config.kvHeads),
      m_headDim(config.headDim) {}

// transformers: Glm4vTextAttention
at::Tensor TextAttention::operator()(const at::Tensor& tokens, const Rotation& rotation,
                                     KvCache& cache) const {
    const auto count = tokens.size(0);
    auto query = m_query(tokens).view({count, m_kvHeads * m_group, m_headDim});
    auto key = m_key(tokens).view({count, m_kvHeads, m_headDim});
    const auto value = m_value(tokens).view({count, m_kvHeads, m_headDim});
    rotatePairs(query, rotation);
    rotatePairs(key, rotation);
    const auto stored = cache.store(m_layer, key, value);  // [kv heads, all tokens, head dim]

    // A group's queries meet the same keys: key heads are the batch, and no key is repeated in memory.
    const auto grouped = query.view({count, m_kvHeads, m_group, m_headDim}).permute({1, 2, 0, 3});
    const auto scale = 1.0 / std::sqrt(static_cast<double>(m_headDim));
    at::Tensor seen;  // [kv heads, group, count, head dim]
    if (count == 1) {
        // One new token sees everything, so that its group can stand where the tokens stand.
        seen = at::scaled_dot_product_attention(grouped.transpose(1, 2), stored.keys.unsqueeze(1),
                                                stored.values.unsqueeze(1), {}, 0.0, false, scale)
                   .transpose(1, 2);
    } else {
        const auto shared = [&](const at::Tensor& heads) {
            return heads.unsqueeze(1).expand({m_kvHeads, m_group, count, m_headDim});
        };
        seen = at::scaled_dot_product_attention(grouped, shared(stored.keys), shared(stored.values), {}, 0.0,
                                                true, scale);
    }
    return m_output(seen.permute({2, 0, 1, 3}).reshape({count, m_kvHeads * m_group * m_headDim}));
}

}  // namespace engine
