#include "engine/model/attention.h"

#include <cmath>

namespace engine {

TextAttention::TextAttention(WeightReader& weights, const std::string& name, const TextConfig& config,
                             int layer)
    : m_arithmetic(&weights.arithmetic()),
      m_query(weights, name + ".q_proj", config.hidden, config.hidden, Bias::Stored),
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
at::Tensor TextAttention::operator()(const at::Tensor& rows, const Rotation& rotation,
                                     const Pass& pass) const {
    const auto count = rows.size(0);
    Heads heads{m_query(rows).view({count, m_kvHeads * m_group, m_headDim}),
                m_key(rows).view({count, m_kvHeads, m_headDim}),
                m_value(rows).view({count, m_kvHeads, m_headDim})};
    m_arithmetic->rotatePairs(heads.query, rotation);
    m_arithmetic->rotatePairs(heads.key, rotation);
    heads.query.mul_(1.0 / std::sqrt(static_cast<double>(m_headDim)));
    const auto seen = m_arithmetic->attend(heads, pass, m_layer);
    return m_output(seen.view({count, m_kvHeads * m_group * m_headDim}));
}

}  // namespace engine
