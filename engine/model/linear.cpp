#include "engine/model/linear.h"

#include <utility>

namespace engine {

Linear::Linear(WeightReader& weights, const std::string& name, std::int64_t out, std::int64_t in, Bias bias)
    : m_weight(weights.take(name + ".weight", {out, in})) {
    if (bias == Bias::Stored) m_bias = weights.take(name + ".bias", {out});
}

Linear::Linear(at::Tensor weight, at::Tensor bias) : m_weight(std::move(weight)), m_bias(std::move(bias)) {}

at::Tensor Linear::operator()(const at::Tensor& rows) const {
    return m_bias.defined() ? at::linear(rows, m_weight, m_bias) : at::linear(rows, m_weight);
}

}  // namespace engine
