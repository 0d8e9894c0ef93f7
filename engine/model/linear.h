#pragma once

#include <string>

#include <ATen/ATen.h>

#include "engine/model/weights.h"

namespace engine {

enum class Bias { None, Stored };

/// [rows, in] -> [rows, out]
class Linear {
 public:
    Linear(WeightReader& weights, const std::string& name, std::int64_t out, std::int64_t in,
           Bias bias = Bias::None);
    /// Of a weight that is there already: tied embeddings, convolutions whose windows don't overlap.
    Linear(at::Tensor weight, at::Tensor bias);

    at::Tensor operator()(const at::Tensor& rows) const;

 private:
    at::Tensor m_weight;  // [out, in]
    at::Tensor m_bias;    // [out], or undefined
};

}  // namespace engine
