#pragma once

#include <string>

#include <ATen/ATen.h>

#include "engine/model/weights.h"

namespace engine {

/// float32 [rows, width] -> float32 [rows, width]
class RmsNorm {
 public:
    RmsNorm(WeightReader& weights, const std::string& name, std::int64_t width, double epsilon);

    at::Tensor operator()(const at::Tensor& rows) const;

 private:
    at::Tensor m_weight;  // float32 [width]
    float m_epsilon;
};

}  // namespace engine
