#pragma once

#include <string>

#include <ATen/ATen.h>

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
    Linear(Matrix weight, at::Tensor bias);

    at::Tensor operator()(const at::Tensor& rows) const { return multiply(m_weight, rows, m_bias); }

 private:
    Matrix m_weight;
    at::Tensor m_bias;  // float32 [out], or undefined
};

}  // namespace engine
