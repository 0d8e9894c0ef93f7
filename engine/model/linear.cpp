#include "engine/model/linear.h"

#include <utility>

namespace engine {

Linear::Linear(WeightReader& weights, const std::string& name, std::int64_t out, std::int64_t in, Bias bias)
    : m_weight(weights.matrix(name + ".weight", {out, in})) {
    if (bias == Bias::Stored) m_bias = weights.vector(name + ".bias", out);
}

Linear::Linear(Matrix weight, at::Tensor bias) : m_weight(std::move(weight)), m_bias(std::move(bias)) {}

}  // namespace engine
