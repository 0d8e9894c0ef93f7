#include "engine/model/mlp.h"

#include <ATen/Parallel.h>

#include "engine/kernels/kernels.h"

namespace engine {
namespace {

/// silu(gate) * up of [rows, inner] each, any row stride, into a fresh tensor.
at::Tensor gated(const at::Tensor& gate, const at::Tensor& up) {
    const auto inner = gate.size(1);
    auto out = at::empty({gate.size(0), inner}, at::kFloat);
    const auto* gates = gate.const_data_ptr<float>();
    const auto* ups = up.const_data_ptr<float>();
    auto* to = out.data_ptr<float>();
    constexpr std::int64_t rowsAtOnce = 4;
    at::parallel_for(0, gate.size(0), rowsAtOnce, [&](std::int64_t begin, std::int64_t end) {
        for (auto row = begin; row < end; ++row)
            kernels().siluMultiply(gates + row * gate.stride(0), ups + row * up.stride(0), to + row * inner,
                                   inner);
    });
    return out;
}

}  // namespace

GatedMlp::GatedMlp(WeightReader& weights, const std::string& name, std::int64_t width, std::int64_t inner)
    : m_gate(weights, name + ".gate_proj", inner, width),
      m_up(weights, name + ".up_proj", inner, width),
      m_down(weights, name + ".down_proj", width, inner) {}

// transformers: Glm4VisionMlp, and the second half of Glm4vVisionPatchMerger
at::Tensor GatedMlp::operator()(const at::Tensor& rows) const {
    return m_down(gated(m_gate(rows), m_up(rows)));
}

FusedMlp::FusedMlp(WeightReader& weights, const std::string& name, std::int64_t width, std::int64_t inner)
    : m_gateUp(weights, name + ".gate_up_proj", 2 * inner, width),
      m_down(weights, name + ".down_proj", width, inner) {}

// transformers: Glm4vTextMLP
at::Tensor FusedMlp::operator()(const at::Tensor& rows) const {
    const auto halves = m_gateUp(rows).chunk(2, -1);  // gate, up: [rows, inner] each
    return m_down(gated(halves[0], halves[1]));
}

}  // namespace engine
