#pragma once

#include <string>

#include <ATen/ATen.h>

#include "engine/model/linear.h"

namespace engine {

/// The gated MLP of vision blocks and merger: [rows, width] -> [rows, width].
class GatedMlp {
 public:
    GatedMlp(WeightReader& weights, const std::string& name, std::int64_t width, std::int64_t inner);

    at::Tensor operator()(const at::Tensor& rows) const;

 private:
    const Arithmetic* m_arithmetic;
    Linear m_gate;
    Linear m_up;
    Linear m_down;
};

/// The decoder's MLP, whose gate and up weights are stored as one: [rows, width] -> [rows, width].
class FusedMlp {
 public:
    FusedMlp(WeightReader& weights, const std::string& name, std::int64_t width, std::int64_t inner);

    at::Tensor operator()(const at::Tensor& rows) const;

 private:
    const Arithmetic* m_arithmetic;
    Linear m_gateUp;
    Linear m_down;
};

}  // namespace engine
