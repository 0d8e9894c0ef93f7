#include "engine/vision/vision_tower.h"

#include <string>

namespace engine {
namespace {

const std::string prefix = "model.visual.";

// A convolution whose windows don't overlap is a linear layer over each window.
Linear readWindows(WeightReader& weights, const std::string& name, const std::vector<std::int64_t>& shape) {
    auto weight = weights.matrix(name + ".weight", shape);
    return {weights.arithmetic(), std::move(weight), weights.vector(name + ".bias", shape.front())};
}

std::vector<VisionBlock> readBlocks(WeightReader& weights, const VisionConfig& config) {
    std::vector<VisionBlock> blocks;
    blocks.reserve(static_cast<std::size_t>(config.depth));
    for (int i = 0; i < config.depth; ++i)
        blocks.emplace_back(weights, prefix + "blocks." + std::to_string(i), config);
    return blocks;
}

/// Row and column of each patch, in the order in which preprocess() lays patches: float32 [patches] each.
struct Places {
    at::Tensor rows;
    at::Tensor columns;
};

Places placesOf(const ImageGrid& grid, std::int64_t merge) {
    const auto ordered = [&](const at::Tensor& all) {  // [rows, columns] -> by merged block
        return all.reshape({grid.rows / merge, merge, grid.columns / merge, merge}).transpose(1, 2).flatten();
    };
    const auto shape = {grid.rows, grid.columns};
    return {ordered(at::arange(grid.rows, at::kFloat).unsqueeze(1).expand(shape)),
            ordered(at::arange(grid.columns, at::kFloat).unsqueeze(0).expand(shape))};
}

/// The middle of each place, from -1 to 1.
at::Tensor centred(const at::Tensor& places, std::int64_t count) {
    return places.add(0.5).div_(static_cast<double>(count)).mul_(2).sub_(1);
}

}  // namespace

VisionTower::VisionTower(WeightReader& weights, const VisionConfig& config)
    : m_patchEmbedding(
          readWindows(weights, prefix + "patch_embed.proj",
                      {config.hidden, config.channels, config.temporalPatch, config.patch, config.patch})),
      m_afterEmbedding(weights, prefix + "post_conv_layernorm", config.hidden, config.epsilon),
      m_positions(weights, prefix + "embeddings.position_embedding", config),
      m_rope(config, weights.arithmetic().device()),
      m_blocks(readBlocks(weights, config)),
      m_afterBlocks(weights, prefix + "post_layernorm", config.hidden, config.epsilon),
      m_downsample(readWindows(weights, prefix + "downsample",
                               {config.outHidden, config.hidden, config.merge, config.merge})),
      m_merger(weights, prefix + "merger", config),
      m_merge(config.merge) {}

// transformers: Glm4vVisionModel
at::Tensor VisionTower::see(const at::Tensor& patches, std::span<const ImageGrid> grids,
                            const LayerWatch& watch) const {
    watch.before();
    std::vector<std::int64_t> lengths;
    std::vector<at::Tensor> rows;
    std::vector<at::Tensor> columns;
    std::vector<at::Tensor> centres;
    for (const auto& grid : grids) {
        auto places = placesOf(grid, m_merge);
        centres.push_back(
            at::stack({centred(places.columns, grid.columns), centred(places.rows, grid.rows)}, -1));
        rows.push_back(std::move(places.rows));
        columns.push_back(std::move(places.columns));
        lengths.push_back(grid.patches());
    }
    const auto device = patches.device();
    const auto rotation = m_rope.at(at::cat(rows).to(device), at::cat(columns).to(device));
    auto hidden = m_afterEmbedding(m_patchEmbedding(patches));  // [patches, hidden]
    hidden = hidden.add_(m_positions.at(at::cat(centres).to(device)));

    NormedSum seen{hidden, m_blocks.front().firstNorm()(hidden)};
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        const auto& next = i + 1 < m_blocks.size() ? m_blocks[i + 1].firstNorm() : m_afterBlocks;
        seen = m_blocks[i](seen, lengths, rotation, next.norm());
        watch.passed(static_cast<int>(i) + 1, static_cast<int>(m_blocks.size()));
    }
    hidden = seen.normed;
    // The window of a merged block as the convolution reads it: [tokens, hidden, row, column].
    const auto windows = hidden.view({-1, m_merge * m_merge, hidden.size(1)}).transpose(1, 2).flatten(1);
    return m_merger(m_downsample(windows));
}

}  // namespace engine
