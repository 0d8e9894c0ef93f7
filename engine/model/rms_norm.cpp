#include "engine/model/rms_norm.h"

#include <ATen/Parallel.h>

#include "engine/kernels/kernels.h"

namespace engine {

RmsNorm::RmsNorm(WeightReader& weights, const std::string& name, std::int64_t width, double epsilon)
    : m_weight(weights.vector(name + ".weight", width)), m_epsilon(static_cast<float>(epsilon)) {}

// transformers: Glm4vRMSNorm
at::Tensor RmsNorm::operator()(const at::Tensor& rows) const {
    const auto given = rows.contiguous();
    auto out = at::empty_like(given);
    const auto width = given.size(-1);
    const auto* from = given.const_data_ptr<float>();
    const auto* weight = m_weight.const_data_ptr<float>();
    auto* to = out.data_ptr<float>();
    constexpr std::int64_t rowsAtOnce = 16;
    at::parallel_for(0, given.size(0), rowsAtOnce, [&](std::int64_t begin, std::int64_t end) {
        for (auto row = begin; row < end; ++row)
            kernels().rmsNorm(from + row * width, weight, m_epsilon, to + row * width, width);
    });
    return out;
}

}  // namespace engine
