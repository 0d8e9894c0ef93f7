#include "engine/model/rope.h"

#include <ATen/Parallel.h>

namespace engine {
namespace {

at::Tensor inverseFrequencies(double theta, std::int64_t dimensions) {
    const auto exponents = at::arange(0, dimensions, 2, at::kFloat).div_(static_cast<double>(dimensions));
    return at::pow(theta, exponents).reciprocal_();
}

/// turn(head, cosines, sines, pairs) for every head of [tokens, heads, head dim].
template <class Turn>
void turnEach(at::Tensor& heads, const Rotation& rotation, const Turn& turn) {
    const auto pairs = rotation.cos.size(-1);
    const auto count = heads.size(1);
    auto* start = heads.data_ptr<float>();
    const auto* cos = rotation.cos.const_data_ptr<float>();
    const auto* sin = rotation.sin.const_data_ptr<float>();
    constexpr std::int64_t tokensAtOnce = 64;
    at::parallel_for(0, heads.size(0), tokensAtOnce, [&](std::int64_t begin, std::int64_t end) {
        for (auto token = begin; token < end; ++token)
            for (std::int64_t head = 0; head < count; ++head)
                turn(start + token * heads.stride(0) + head * heads.stride(1), cos + token * pairs,
                     sin + token * pairs, pairs);
    });
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

Rotation TextRope::at(const at::Tensor& positions) const {
    const auto picked = positions.index_select(0, m_axes).to(at::kFloat);  // [pairs, tokens]
    const auto angles = picked.t().mul(m_frequencies);                     // [tokens, pairs]
    return {angles.cos().contiguous(), angles.sin().contiguous()};
}

// transformers: apply_rotary_pos_emb
void rotatePairs(at::Tensor& heads, const Rotation& rotation) {
    turnEach(heads, rotation, [](float* head, const float* cos, const float* sin, std::int64_t pairs) {
        for (std::int64_t i = 0; i < pairs; ++i) {
            const float even = head[2 * i];
            const float odd = head[2 * i + 1];
            head[2 * i] = even * cos[i] - odd * sin[i];
            head[2 * i + 1] = odd * cos[i] + even * sin[i];
        }
    });
}

// transformers: Glm4vVisionRotaryEmbedding
VisionRope::VisionRope(const VisionConfig& config)
    : m_frequencies(inverseFrequencies(config.ropeTheta, config.headDim / 2)) {}

Rotation VisionRope::at(const at::Tensor& rows, const at::Tensor& columns) const {
    const auto byRow = rows.unsqueeze(1).mul(m_frequencies);  // [patches, head dim / 4]
    const auto byColumn = columns.unsqueeze(1).mul(m_frequencies);
    const auto angles = at::cat({byRow, byColumn}, -1);  // [patches, head dim / 2]
    return {angles.cos(), angles.sin()};
}

// transformers: apply_rotary_pos_emb_vision
void rotateHalves(at::Tensor& heads, const Rotation& rotation) {
    turnEach(heads, rotation, [](float* head, const float* cos, const float* sin, std::int64_t pairs) {
        for (std::int64_t i = 0; i < pairs; ++i) {
            const float first = head[i];
            const float second = head[i + pairs];
            head[i] = first * cos[i] - second * sin[i];
            head[i + pairs] = second * cos[i] + first * sin[i];
        }
    });
}

}  // namespace engine
