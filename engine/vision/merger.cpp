#include "engine/vision/merger.h"

namespace engine {

Merger::Merger(WeightReader& weights, const std::string& name, const VisionConfig& config)
    : m_projection(weights, name + ".proj", config.outHidden, config.outHidden),
      m_normWeight(weights.vector(name + ".post_projection_norm.weight", config.outHidden)),
      m_normBias(weights.vector(name + ".post_projection_norm.bias", config.outHidden)),
      m_mlp(weights, name, config.outHidden, config.intermediate) {}

// transformers: Glm4vVisionPatchMerger
at::Tensor Merger::operator()(const at::Tensor& tokens) const {
    const auto projected = m_projection(tokens);
    return m_mlp(at::gelu(at::layer_norm(projected, {projected.size(-1)}, m_normWeight, m_normBias, 1e-5)));
}

}  // namespace engine
