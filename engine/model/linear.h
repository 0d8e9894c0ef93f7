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

    /// Of a layer that holds a gate and what passes it, one after the other, without bias: -> [rows, out / 2]
    at::Tensor gated(const at::Tensor& rows) const { return m_arithmetic->multiplyGated(m_weight, rows); }

    /// What several layers with the same input are multiplied by, all at once.
    Factor factor() const { return {&m_weight, m_bias}; }
    bool isWide() const { return m_weight.format == MatrixFormat::Float32; }

 private:
    const Arithmetic* m_arithmetic;
    Matrix m_weight;
    at::Tensor m_bias;  // float32 [out], or undefined
};

}  // namespace engine
