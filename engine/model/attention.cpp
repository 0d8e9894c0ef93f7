#include "engine/model/attention.h"

#include <array>
#include <cmath>
#include <utility>

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
      m_headDim(config.headDim),
      m_scale(1.0 / std::sqrt(static_cast<double>(config.headDim))) {}

// transformers: Glm4vTextAttention
at::Tensor TextAttention::operator()(const at::Tensor& rows, const Rotation& rotation,
                                     const Pass& pass) const {
    const auto count = rows.size(0);
    const std::array factors{m_query.factor(), m_key.factor(), m_value.factor()};
    const auto products = m_arithmetic->multiplyEach(factors, rows);
    Heads heads{products[0].view({count, m_kvHeads * m_group, m_headDim}),
                products[1].view({count, m_kvHeads, m_headDim}),
                products[2].view({count, m_kvHeads, m_headDim})};
    const auto seen = m_arithmetic->attendRotated(std::move(heads), rotation, m_scale, pass, m_layer);
    return m_output(seen.view({count, m_kvHeads * m_group * m_headDim}));
}

at::Tensor TextAttention::lastRow(const at::Tensor& rows, const Rotation& rotation, const Pass& pass) const {
    const auto count = rows.size(0);
    const auto last = [count](const at::Tensor& all) { return all.narrow(0, count - 1, 1); };
    const std::array factors{m_key.factor(), m_value.factor()};
    const auto products = m_arithmetic->multiplyEach(factors, rows);
    Heads heads{m_query(last(rows)).view({1, m_kvHeads * m_group, m_headDim}),
                products[0].view({count, m_kvHeads, m_headDim}),
                products[1].view({count, m_kvHeads, m_headDim})};
    m_arithmetic->rotatePairs(heads.query, {last(rotation.cos), last(rotation.sin)});
    m_arithmetic->rotatePairs(heads.key, rotation);
    heads.query.mul_(m_scale);
    return m_output(m_arithmetic->attend(heads, pass, m_layer).view({1, m_kvHeads * m_group * m_headDim}));
}

}  // namespace engine
