#include "engine/vision/vision_block.h"

#include <cmath>

namespace engine {

VisionAttention::VisionAttention(WeightReader& weights, const std::string& name, const VisionConfig& config)
    : m_arithmetic(&weights.arithmetic()),
      m_queryKeyValue(weights, name + ".qkv", std::int64_t{3} * config.hidden, config.hidden,
                      config.attentionBias ? Bias::Stored : Bias::None),
      m_output(weights, name + ".proj", config.hidden, config.hidden),
      m_heads(config.heads),
      m_headDim(config.headDim) {}

// transformers: Glm4vVisionAttention
at::Tensor VisionAttention::operator()(const at::Tensor& patches, std::span<const std::int64_t> lengths,
                                       const Rotation& rotation) const {
    const auto count = patches.size(0);
    const auto heads = m_queryKeyValue(patches).view({count, 3, m_heads, m_headDim});
    auto query = heads.select(1, 0);  // [patches, heads, head dim]
    auto key = heads.select(1, 1);
    m_arithmetic->rotateHalves(query, rotation);
    m_arithmetic->rotateHalves(key, rotation);
    const auto value = heads.select(1, 2);
    const auto scale = 1.0 / std::sqrt(static_cast<double>(m_headDim));

    const auto see = [&](std::int64_t start, std::int64_t length) {
        const auto picture = [&](const at::Tensor& all) { return all.narrow(0, start, length); };
        return m_arithmetic->attendPicture(
            {picture(query), picture(key), picture(value), !m_queryKeyValue.isWide()}, scale);
    };
    if (lengths.size() == 1) return m_output(see(0, count).reshape({count, m_heads * m_headDim}));
    auto seen = at::empty({count, m_heads, m_headDim}, patches.options());
    std::int64_t start = 0;
    for (const auto length : lengths) {
        seen.narrow(0, start, length).copy_(see(start, length));
        start += length;
    }
    return m_output(seen.view({count, m_heads * m_headDim}));
}

VisionBlock::VisionBlock(WeightReader& weights, const std::string& name, const VisionConfig& config)
    : m_arithmetic(&weights.arithmetic()),
      m_beforeAttention(weights, name + ".norm1", config.hidden, config.epsilon),
      m_attention(weights, name + ".attn", config),
      m_beforeMlp(weights, name + ".norm2", config.hidden, config.epsilon),
      m_mlp(weights, name + ".mlp", config.hidden, config.outHidden) {}

// transformers: Glm4vVisionBlock
NormedSum VisionBlock::operator()(const NormedSum& patches, std::span<const std::int64_t> lengths,
                                  const Rotation& rotation, const Norm& next) const {
    const auto mixed = m_arithmetic->addThenNorm(patches.sum, m_attention(patches.normed, lengths, rotation),
                                                 m_beforeMlp.norm());
    return m_arithmetic->addThenNorm(mixed.sum, m_mlp(mixed.normed), next);
}

}  // namespace engine
