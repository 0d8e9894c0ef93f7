#include "engine/model/linear.h"

#include <utility>

namespace engine {

Linear::Linear(WeightReader& weights, const std::string& name, std::int64_t out, std::int64_t in, Bias bias)
    : m_arithmetic(&weights.arithmetic()), m_weight(weights.matrix(name + ".weight", {out, in})) {
    if (bias == Bias::Stored) m_bias = weights.vector(name + ".bias", out);
}

Linear::Linear(const Arithmetic& arithmetic, Matrix weight, at::Tensor bias)
    : m_arithmetic(&arithmetic), m_weight(std::move(weight)), m_bias(std::move(bias)) {}

}  // namespace engine
