#pragma once

#include <string>

#include <ATen/ATen.h>

#include "engine/device/arithmetic.h"
#include "engine/model/weights.h"

namespace engine {

/// float32 [rows, width] -> float32 [rows, width]
class RmsNorm {
 public:
    RmsNorm(WeightReader& weights, const std::string& name, std::int64_t width, double epsilon);

    at::Tensor operator()(const at::Tensor& rows) const {
        return m_arithmetic->rmsNorm(rows, m_weight, m_epsilon);
    }

 private:
    const Arithmetic* m_arithmetic;
    at::Tensor m_weight;  // float32 [width]
    double m_epsilon;
};

}  // namespace engine
