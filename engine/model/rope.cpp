#include "engine/model/rope.h"

namespace engine {
namespace {

at::Tensor inverseFrequencies(double theta, std::int64_t dimensions) {
    const auto exponents = at::arange(0, dimensions, 2, at::kFloat).div_(static_cast<double>(dimensions));
    return at::pow(theta, exponents).reciprocal_();
}

}  // namespace

// transformers: Glm4vTextRotaryEmbedding
TextRope::TextRope(const TextConfig& config)
    : m_frequencies(inverseFrequencies(config.rope.theta, config.rotaryDim)) {
    std::vector<std::int64_t> axes;
    for (std::size_t i = 0; i < config.rope.sections.size(); ++i)
        axes.insert(axes.end(), static_cast<std::size_t>(config.rope.sections[i]),
                    static_cast<std::int64_t>(i % 3));
    m_axes = at::tensor(axes, at::kLong);
}

Rotation TextRope::at(const at::Tensor& positions, at::ScalarType type) const {
    const auto picked = positions.index_select(0, m_axes).to(at::kFloat);         // [pairs, tokens]
    const auto angles = picked.t().mul(m_frequencies).unsqueeze(1).contiguous();  // [tokens, 1, pairs]
    return {angles.cos().to(type), angles.sin().to(type)};
}

// transformers: apply_rotary_pos_emb. Each product is rounded to the type before the sum, as there.
void rotatePairs(at::Tensor& heads, const Rotation& rotation) {
    const auto turning = heads.narrow(-1, 0, 2 * rotation.cos.size(-1));
    auto even = turning.slice(-1, 0, std::nullopt, 2);  // [tokens, heads, pairs]
    auto odd = turning.slice(-1, 1, std::nullopt, 2);
    const auto turnedEven = at::mul(even, rotation.cos).sub_(at::mul(odd, rotation.sin));
    const auto turnedOdd = at::mul(odd, rotation.cos).add_(at::mul(even, rotation.sin));
    even.copy_(turnedEven);
    odd.copy_(turnedOdd);
}

// transformers: Glm4vVisionRotaryEmbedding
VisionRope::VisionRope(const VisionConfig& config)
    : m_frequencies(inverseFrequencies(config.ropeTheta, config.headDim / 2)) {}

Rotation VisionRope::at(const at::Tensor& rows, const at::Tensor& columns) const {
    const auto byRow = rows.unsqueeze(1).mul(m_frequencies);  // [patches, head dim / 4]
    const auto byColumn = columns.unsqueeze(1).mul(m_frequencies);
    const auto angles = at::cat({byRow, byColumn}, -1).unsqueeze(1);  // [patches, 1, head dim / 2]
    return {angles.cos(), angles.sin()};
}

// transformers: apply_rotary_pos_emb_vision
at::Tensor rotateHalves(const at::Tensor& heads, const Rotation& rotation) {
    const auto wide = heads.to(at::kFloat).chunk(2, -1);
    const auto first = at::mul(wide[0], rotation.cos).sub_(at::mul(wide[1], rotation.sin));
    const auto second = at::mul(wide[1], rotation.cos).add_(at::mul(wide[0], rotation.sin));
    return at::cat({first, second}, -1).to(heads.scalar_type());
}

}  // namespace engine
