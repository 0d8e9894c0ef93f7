#pragma once

#include <cstdint>
#include <vector>

#include <ATen/ATen.h>

#include "engine/model/config.h"

namespace engine {

/// Cosine and sine of every angle.
struct Rotation {
    at::Tensor cos;  ///< float32 [tokens, pairs]
    at::Tensor sin;
};

/// The decoder's rotation: each frequency follows the time, height or width position.
class TextRope {
 public:
    TextRope(const TextConfig& config, at::Device device);

    /// positions: int64 [3, tokens], on the device
    Rotation at(const at::Tensor& positions) const;

 private:
    Rotation here(const at::Tensor& positions) const;

    at::Tensor m_frequencies;  // [pairs]
    at::Tensor m_axes;         // [pairs]: which of the three positions
};

/// The vision tower's: rows turn the first half of the pairs, columns the second.
class VisionRope {
 public:
    VisionRope(const VisionConfig& config, at::Device device);

    /// rows, columns: float32 [patches], on the device
    Rotation at(const at::Tensor& rows, const at::Tensor& columns) const;

 private:
    at::Tensor m_frequencies;  // [head dim / 4]
};

}  // namespace engine
