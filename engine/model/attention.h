#pragma once

#include <cstdint>
#include <string>

#include <ATen/ATen.h>

#include "engine/model/linear.h"
#include "engine/model/pass.h"
#include "engine/model/rope.h"

namespace engine {

/// Causal attention with several query heads to one key head: float32 [rows, hidden] -> [rows, hidden].
class TextAttention {
 public:
    TextAttention(WeightReader& weights, const std::string& name, const TextConfig& config, int layer);

    at::Tensor operator()(const at::Tensor& rows, const Rotation& rotation, const Pass& pass) const;

    /// The same of the last row alone, when a pass is one segment of many rows: -> [1, hidden]
    at::Tensor lastRow(const at::Tensor& rows, const Rotation& rotation, const Pass& pass) const;

 private:
    const Arithmetic* m_arithmetic;
    Linear m_query;
    Linear m_key;
    Linear m_value;
    Linear m_output;
    int m_layer;
    std::int64_t m_kvHeads;
    std::int64_t m_group;  // query heads of one key head
    std::int64_t m_headDim;
    double m_scale;
};

}  // namespace engine
