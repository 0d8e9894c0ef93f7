#pragma once

#include <span>
#include <string>

#include <ATen/ATen.h>

#include "engine/model/linear.h"
#include "engine/model/mlp.h"
#include "engine/model/rms_norm.h"
#include "engine/model/rope.h"

namespace engine {

/// Attention within each picture: [patches, hidden] -> [patches, hidden].
class VisionAttention {
 public:
    VisionAttention(WeightReader& weights, const std::string& name, const VisionConfig& config);

    /// lengths: patches of each picture, in order
    at::Tensor operator()(const at::Tensor& patches, std::span<const std::int64_t> lengths,
                          const Rotation& rotation) const;

 private:
    const Arithmetic* m_arithmetic;
    Linear m_queryKeyValue;
    Linear m_output;
    std::int64_t m_heads;
    std::int64_t m_headDim;
};

class VisionBlock {
 public:
    VisionBlock(WeightReader& weights, const std::string& name, const VisionConfig& config);

    /// patches, with them normed by firstNorm() -> the same for what comes `next`
    NormedSum operator()(const NormedSum& patches, std::span<const std::int64_t> lengths,
                         const Rotation& rotation, const Norm& next) const;

    const RmsNorm& firstNorm() const { return m_beforeAttention; }

 private:
    const Arithmetic* m_arithmetic;
    RmsNorm m_beforeAttention;
    VisionAttention m_attention;
    RmsNorm m_beforeMlp;
    GatedMlp m_mlp;
};

}  // namespace engine
