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
        return m_arithmetic->rmsNorm(rows, m_norm.weight, m_norm.epsilon);
    }
    const Norm& norm() const { return m_norm; }

 private:
    const Arithmetic* m_arithmetic;
    Norm m_norm;
};

}  // namespace engine
