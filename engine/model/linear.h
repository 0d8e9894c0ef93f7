#pragma once

#include <string>

#include <ATen/ATen.h>

#include "engine/device/arithmetic.h"
#include "engine/model/matrix.h"
#include "engine/model/weights.h"

namespace engine {

enum class Bias { None, Stored };

/// float32 [rows, in] -> float32 [rows, out]
class Linear {
 public:
    Linear(WeightReader& weights, const std::string& name, std::int64_t out, std::int64_t in,
           Bias bias = Bias::None);
    /// Of a weight that is there already: tied embeddings, convolutions whose windows don't overlap.
    Linear(const Arithmetic& arithmetic, Matrix weight, at::Tensor bias);

    at::Tensor operator()(const at::Tensor& rows) const {
        return m_arithmetic->multiply(m_weight, rows, m_bias);
    }

 private:
    const Arithmetic* m_arithmetic;
    Matrix m_weight;
    at::Tensor m_bias;  // float32 [out], or undefined
};

}  // namespace engine
