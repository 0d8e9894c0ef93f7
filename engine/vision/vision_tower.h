#pragma once

#include <span>
#include <vector>

#include <ATen/ATen.h>

#include "engine/model/layer_watch.h"
#include "engine/vision/image_grid.h"
#include "engine/vision/merger.h"
#include "engine/vision/position_table.h"
#include "engine/vision/vision_block.h"

namespace engine {

/// Pictures' patches in, tokens of the language model out. Const after loading.
class VisionTower {
 public:
    VisionTower(WeightReader& weights, const VisionConfig& config);

    /// patches: float32 [all patches, patch values] on the device, the pictures of `grids` one after the
    /// other, at least one.
    /// -> [image tokens, hidden]. Throws Cancelled within one block's work of a stop.
    at::Tensor see(const at::Tensor& patches, std::span<const ImageGrid> grids,
                   const LayerWatch& watch) const;

 private:
    Linear m_patchEmbedding;
    RmsNorm m_afterEmbedding;
    PositionTable m_positions;
    VisionRope m_rope;
    std::vector<VisionBlock> m_blocks;
    RmsNorm m_afterBlocks;
    Linear m_downsample;
    Merger m_merger;
    std::int64_t m_merge;
};

}  // namespace engine
