#include "engine/model/rope.h"

#include <cmath>

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
    if (positions.device().is_cpu()) return here(positions);
    const auto picked = positions.index_select(0, m_axes).to(at::kFloat);  // [pairs, tokens]
    const auto angles = picked.t().mul(m_frequencies);                     // [tokens, pairs]
    return {angles.cos().contiguous(), angles.sin().contiguous()};
}

/// On this thread, number by number: libtorch's cosine starts all its threads for some hundred numbers, and
/// these then wait awake where the next products are to be computed.
Rotation TextRope::here(const at::Tensor& positions) const {
    const auto tokens = positions.size(1);
    const auto pairs = m_frequencies.size(0);
    Rotation turned{at::empty({tokens, pairs}, at::kFloat), at::empty({tokens, pairs}, at::kFloat)};
    const auto held = positions.contiguous();
    const auto* places = held.const_data_ptr<std::int64_t>();
    const auto* axes = m_axes.const_data_ptr<std::int64_t>();
    const auto* frequencies = m_frequencies.const_data_ptr<float>();
    auto* cos = turned.cos.data_ptr<float>();
    auto* sin = turned.sin.data_ptr<float>();
    for (std::int64_t token = 0; token < tokens; ++token) {
        for (std::int64_t pair = 0; pair < pairs; ++pair) {
            const auto place = static_cast<float>(places[axes[pair] * tokens + token]);
            const float angle = place * frequencies[pair];
            *cos++ = std::cos(angle);
            *sin++ = std::sin(angle);
        }
    }
    return turned;
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
