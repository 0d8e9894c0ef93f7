#pragma once

#include <string>

#include <ATen/ATen.h>

#include "engine/model/config.h"
#include "engine/model/weights.h"

namespace engine {

/// The learned positions of a square picture, stretched over a picture of any grid.
class PositionTable {
 public:
    PositionTable(WeightReader& weights, const std::string& name, const VisionConfig& config);

    /// centres: float32 [patches, 2], column and row of each patch's middle from -1 to 1 -> float32 [patches,
    /// hidden]
    at::Tensor at(const at::Tensor& centres) const;

 private:
    at::Tensor m_table;  // float32 [1, hidden, side, side]
};

}  // namespace engine
