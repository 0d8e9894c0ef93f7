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
    explicit TextRope(const TextConfig& config);

    /// positions: int64 [3, tokens]
    Rotation at(const at::Tensor& positions) const;

 private:
    at::Tensor m_frequencies;  // [pairs]
    at::Tensor m_axes;         // [pairs]: which of the three positions
};

/// Turns neighbouring pairs of the first dimensions of heads, in place. heads: float32 [tokens, heads, head
/// dim].
void rotatePairs(at::Tensor& heads, const Rotation& rotation);

/// The vision tower's: rows turn the first half of the pairs, columns the second.
class VisionRope {
 public:
    explicit VisionRope(const VisionConfig& config);

    /// rows, columns: float32 [patches]
    Rotation at(const at::Tensor& rows, const at::Tensor& columns) const;

 private:
    at::Tensor m_frequencies;  // [head dim / 4]
};

/// Turns pairs that lie half a head apart, in place. heads: float32 [patches, heads, head dim], any strides
/// but the last.
void rotateHalves(at::Tensor& heads, const Rotation& rotation);

}  // namespace engine
