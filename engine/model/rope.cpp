#include "engine/model/rope.h"

namespace engine {
namespace {

at::Tensor inverseFrequencies(double theta, std::int64_t dimensions) {
    const auto exponents = at::arange(0, dimensions, 2, at::kFloat).div_(static_cast<double>(dimensions));
    return at::pow(theta, exponents).reciprocal_();
}

}  // namespace

// transformers: Glm4vTextRotaryEmbedding
TextRope::TextRope(const TextConfig& config, at::Device device)
    : m_frequencies(inverseFrequencies(config.rope.theta, config.rotaryDim).to(device)) {
    std::vector<std::int64_t> axes;
    for (std::size_t i = 0; i < config.rope.sections.size(); ++i)
        axes.insert(axes.end(), static_cast<std::size_t>(config.rope.sections[i]),
                    static_cast<std::int64_t>(i % 3));
    m_axes = at::tensor(axes, at::kLong).to(device);
}

Rotation TextRope::at(const at::Tensor& positions) const {
    const auto picked = positions.index_select(0, m_axes).to(at::kFloat);  // [pairs, tokens]
    const auto angles = picked.t().mul(m_frequencies);                     // [tokens, pairs]
    return {angles.cos().contiguous(), angles.sin().contiguous()};
}

// transformers: Glm4vVisionRotaryEmbedding
VisionRope::VisionRope(const VisionConfig& config, at::Device device)
    : m_frequencies(inverseFrequencies(config.ropeTheta, config.headDim / 2).to(device)) {}

Rotation VisionRope::at(const at::Tensor& rows, const at::Tensor& columns) const {
    const auto byRow = rows.unsqueeze(1).mul(m_frequencies);  // [patches, head dim / 4]
    const auto byColumn = columns.unsqueeze(1).mul(m_frequencies);
    const auto angles = at::cat({byRow, byColumn}, -1);  // [patches, head dim / 2]
    return {angles.cos(), angles.sin()};
}

}  // namespace engine
