#pragma once

#include <cstdint>
#include <vector>

#include <ATen/ATen.h>

#include "engine/model/config.h"

namespace engine {

/// Cosine and sine of every angle, in the type of what they turn.
struct Rotation {
    at::Tensor cos;  ///< [tokens, 1, pairs]
    at::Tensor sin;
};

/// The decoder's rotation: each frequency follows the time, height or width position.
class TextRope {
 public:
    explicit TextRope(const TextConfig& config);

    /// positions: int64 [3, tokens]
    Rotation at(const at::Tensor& positions, at::ScalarType type) const;

 private:
    at::Tensor m_frequencies;  // [pairs]
    at::Tensor m_axes;         // [pairs, 1]: which of the three positions
};

/// Turns neighbouring pairs of the first dimensions of heads, in place. heads: [tokens, heads, head dim].
void rotatePairs(at::Tensor& heads, const Rotation& rotation);

/// The vision tower's: rows turn the first half of the pairs, columns the second.
class VisionRope {
 public:
    explicit VisionRope(const VisionConfig& config);

    /// rows, columns: float32 [patches]; the angles stay in float32.
    Rotation at(const at::Tensor& rows, const at::Tensor& columns) const;

 private:
    at::Tensor m_frequencies;  // [head dim / 4]
};

/// Turns pairs that lie half a head apart, in float32, and rounds once. heads: [patches, heads, head dim].
at::Tensor rotateHalves(const at::Tensor& heads, const Rotation& rotation);

}  // namespace engine
