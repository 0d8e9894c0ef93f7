#include "engine/model/rms_norm.h"

namespace engine {

// transformers: Glm4vRMSNorm
RmsNorm::RmsNorm(WeightReader& weights, const std::string& name, std::int64_t width, double epsilon)
    : m_arithmetic(&weights.arithmetic()), m_norm{weights.vector(name + ".weight", width), epsilon} {}

}  // namespace engine
