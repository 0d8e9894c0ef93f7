#include "engine/model/rms_norm.h"

namespace engine {

RmsNorm::RmsNorm(WeightReader& weights, const std::string& name, std::int64_t width, double epsilon)
    : m_weight(weights.take(name + ".weight", {width})), m_epsilon(epsilon) {}

// transformers: Glm4vRMSNorm. The mean is taken in float32, and the result is rounded before the weight.
at::Tensor RmsNorm::operator()(const at::Tensor& rows) const {
    const auto wide = rows.to(at::kFloat);
    const auto scale = wide.square().mean(-1, true).add_(m_epsilon).rsqrt_();  // [rows, 1]
    return at::mul(wide, scale).to(rows.scalar_type()).mul_(m_weight);
}

}  // namespace engine
