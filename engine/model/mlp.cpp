#include "engine/model/mlp.h"

#include <array>

namespace engine {

GatedMlp::GatedMlp(WeightReader& weights, const std::string& name, std::int64_t width, std::int64_t inner)
    : m_arithmetic(&weights.arithmetic()),
      m_gate(weights, name + ".gate_proj", inner, width),
      m_up(weights, name + ".up_proj", inner, width),
      m_down(weights, name + ".down_proj", width, inner) {}

// transformers: Glm4VisionMlp, and the second half of Glm4vVisionPatchMerger
at::Tensor GatedMlp::operator()(const at::Tensor& rows) const {
    const std::array factors{m_gate.factor(), m_up.factor()};
    const auto halves = m_arithmetic->multiplyEach(factors, rows);
    return m_down(m_arithmetic->gated(halves[0], halves[1]));
}

FusedMlp::FusedMlp(WeightReader& weights, const std::string& name, std::int64_t width, std::int64_t inner)
    : m_arithmetic(&weights.arithmetic()),
      m_gateUp(weights, name + ".gate_up_proj", 2 * inner, width),
      m_down(weights, name + ".down_proj", width, inner) {}

// transformers: Glm4vTextMLP
at::Tensor FusedMlp::operator()(const at::Tensor& rows) const {
    return m_down(m_gateUp.gated(rows));
}

}  // namespace engine
