#include "engine/vision/position_table.h"

namespace engine {

PositionTable::PositionTable(WeightReader& weights, const std::string& name, const VisionConfig& config) {
    const std::int64_t side = config.gridSide;
    m_table = weights.wide(name + ".weight", {side * side, config.hidden})
                  .view({side, side, config.hidden})
                  .permute({2, 0, 1})
                  .unsqueeze(0);
}

// transformers: Glm4vVisionEmbeddings
at::Tensor PositionTable::at(const at::Tensor& centres) const {
    constexpr int bicubic = 2;
    constexpr int border = 1;
    const auto grid = centres.unsqueeze(0).unsqueeze(2);                           // [1, patches, 1, 2]
    const auto sampled = at::grid_sampler(m_table, grid, bicubic, border, false);  // [1, hidden, patches, 1]
    return sampled.squeeze(3).squeeze(0).t();
}

}  // namespace engine
