#include "engine/device/cpu_arithmetic.h"

#include <utility>
#include <vector>

#include <ATen/Parallel.h>

#include "engine/device/cpu_attention.h"
#include "engine/device/many_attention.h"
#include "engine/kernels/kernels.h"
#include "engine/kernels/many_rows.h"
#include "engine/model/product.h"

namespace engine {
namespace {

/// turn(head, cosines, sines, pairs) for every head of tokens [begin, end) of [tokens, heads, head dim].
template <class Turn>
void turnEach(at::Tensor& heads, const Rotation& rotation, std::int64_t begin, std::int64_t end,
              const Turn& turn) {
    const auto pairs = rotation.cos.size(-1);
    const auto count = heads.size(1);
    auto* start = heads.data_ptr<float>();
    const auto* cos = rotation.cos.const_data_ptr<float>();
    const auto* sin = rotation.sin.const_data_ptr<float>();
    for (auto token = begin; token < end; ++token)
        for (std::int64_t head = 0; head < count; ++head)
            turn(start + token * heads.stride(0) + head * heads.stride(1), cos + token * pairs,
                 sin + token * pairs, pairs);
}

constexpr std::int64_t tokensAtOnce = 16;
constexpr std::int64_t rowsAtOnce = 16;

/// Neighbouring pairs of the first dimensions turn; the whole head is scaled.
void turnPairs(float* head, const float* cos, const float* sin, std::int64_t pairs, float scale,
               std::int64_t headDim) {
    for (std::int64_t i = 0; i < pairs; ++i) {
        const float even = head[2 * i];
        const float odd = head[2 * i + 1];
        head[2 * i] = (even * cos[i] - odd * sin[i]) * scale;
        head[2 * i + 1] = (odd * cos[i] + even * sin[i]) * scale;
    }
    for (std::int64_t i = 2 * pairs; i < headDim; ++i)
        head[i] *= scale;
}

}  // namespace

CpuArithmetic::CpuArithmetic() : m_team(std::make_unique<Team>(at::get_num_threads())) {}

template <class Work>
void CpuArithmetic::share(std::int64_t rows, std::int64_t atOnce, const Work& work) const {
    if (rows <= mostKernelRows || manyKernels() != nullptr)
        m_team->share(rows, atOnce, work);
    else
        at::parallel_for(0, rows, atOnce, work);
}

at::Tensor CpuArithmetic::multiply(const Matrix& weight, const at::Tensor& rows,
                                   const at::Tensor& bias) const {
    return engine::multiply(*m_team, weight, rows, bias);
}

std::vector<at::Tensor> CpuArithmetic::multiplyEach(std::span<const Factor> factors,
                                                    const at::Tensor& rows) const {
    return engine::multiplyEach(*m_team, factors, rows);
}

at::Tensor CpuArithmetic::rmsNorm(const at::Tensor& rows, const at::Tensor& weight, double epsilon) const {
    const auto given = rows.contiguous();
    auto out = at::empty_like(given);
    const auto width = given.size(-1);
    const auto* from = given.const_data_ptr<float>();
    const auto* factors = weight.const_data_ptr<float>();
    auto* to = out.data_ptr<float>();
    share(given.size(0), rowsAtOnce, [&](std::int64_t begin, std::int64_t end) {
        for (auto row = begin; row < end; ++row)
            kernels().rmsNorm(from + row * width, factors, static_cast<float>(epsilon), to + row * width,
                              width);
    });
    return out;
}

template <class Prepare>
NormedSum CpuArithmetic::addAndNorm(const at::Tensor& rows, at::Tensor sums, const Norm& next,
                                    const Prepare& prepare) const {
    NormedSum out{std::move(sums), at::empty_like(rows)};
    const auto width = rows.size(1);
    const auto* old = rows.const_data_ptr<float>();
    auto* sum = out.sum.data_ptr<float>();
    auto* normed = out.normed.data_ptr<float>();
    share(rows.size(0), rowsAtOnce, [&](std::int64_t begin, std::int64_t end) {
        const auto& set = kernels();
        for (auto at = begin * width; at < end * width; at += width) {
            prepare(at);
            set.addRow(sum + at, old + at, sum + at, width);
            set.rmsNorm(sum + at, next.weight.const_data_ptr<float>(), static_cast<float>(next.epsilon),
                        normed + at, width);
        }
    });
    return out;
}

NormedSum CpuArithmetic::addNormed(const at::Tensor& rows, const at::Tensor& update, const Norm& after,
                                   const Norm& next) const {
    auto sums = at::empty_like(rows);
    auto* sum = sums.data_ptr<float>();
    const auto* added = update.const_data_ptr<float>();
    return addAndNorm(rows, std::move(sums), next, [&](std::int64_t at) {
        kernels().rmsNorm(added + at, after.weight.const_data_ptr<float>(), static_cast<float>(after.epsilon),
                          sum + at, rows.size(1));
    });
}

NormedSum CpuArithmetic::addThenNorm(const at::Tensor& rows, at::Tensor update, const Norm& next) const {
    return addAndNorm(rows, std::move(update), next, [](std::int64_t) {});
}

at::Tensor CpuArithmetic::gated(const at::Tensor& gate, const at::Tensor& up) const {
    const auto inner = gate.size(1);
    auto out = at::empty({gate.size(0), inner}, at::kFloat);
    const auto* gates = gate.const_data_ptr<float>();
    const auto* ups = up.const_data_ptr<float>();
    auto* to = out.data_ptr<float>();
    constexpr std::int64_t longRowsAtOnce = 4;
    share(gate.size(0), longRowsAtOnce, [&](std::int64_t begin, std::int64_t end) {
        for (auto row = begin; row < end; ++row)
            kernels().siluMultiply(gates + row * gate.stride(0), ups + row * up.stride(0), to + row * inner,
                                   inner);
    });
    return out;
}

// transformers: apply_rotary_pos_emb
void CpuArithmetic::rotatePairs(at::Tensor& heads, const Rotation& rotation) const {
    rotateAndScale(heads, rotation, 1);
}

void CpuArithmetic::rotateAndScale(at::Tensor& heads, const Rotation& rotation, float scale) const {
    const auto headDim = heads.size(2);
    const auto turn = [scale, headDim](float* head, const float* cos, const float* sin, std::int64_t pairs) {
        turnPairs(head, cos, sin, pairs, scale, headDim);
    };
    share(heads.size(0), tokensAtOnce,
          [&](std::int64_t begin, std::int64_t end) { turnEach(heads, rotation, begin, end, turn); });
}

// transformers: apply_rotary_pos_emb_vision
void CpuArithmetic::rotateHalves(at::Tensor& heads, const Rotation& rotation) const {
    share(heads.size(0), tokensAtOnce, [&](std::int64_t begin, std::int64_t end) {
        turnEach(heads, rotation, begin, end, kernels().rotateHalves);
    });
}

at::Tensor CpuArithmetic::attendRotated(Heads heads, const Rotation& rotation, double scale, const Pass& pass,
                                        int layer) const {
    rotateAndScale(heads.query, rotation, static_cast<float>(scale));
    rotatePairs(heads.key, rotation);
    return attend(heads, pass, layer);
}

at::Tensor CpuArithmetic::attend(const Heads& heads, const Pass& pass, int layer) const {
    auto seen = at::empty_like(heads.query);
    const bool single = pass.segments.size() == 1;
    std::vector<ShortSegment> shortOnes;
    std::int64_t start = 0;
    for (const auto& segment : pass.segments) {
        segment.cache->store(layer, heads.key.narrow(0, start, segment.rows),
                             heads.value.narrow(0, start, segment.rows));
        const auto queries = single ? heads.query.size(0) : segment.rows;
        const auto own = heads.query.narrow(0, start, queries);
        auto out = seen.narrow(0, start, queries);
        if (queries <= mostKernelRows)
            shortOnes.push_back({own, segment.cache, out});
        else if (segment.cache->layer(layer).keys.scalar_type() != at::kFloat && canAttendMany(own.size(2)))
            attendMany(*m_team, own, *segment.cache, layer, out);
        else
            out.copy_(attendLong(own, *segment.cache, layer));
        start += segment.rows;
    }
    if (!shortOnes.empty()) attendShort(*m_team, shortOnes, layer);
    return seen;
}

at::Tensor CpuArithmetic::attendPicture(const Heads& heads, double scale) const {
    if (heads.rounded && canAttendMany(heads.query.size(2))) return attendEachOther(*m_team, heads, scale);
    const auto turned = [](const at::Tensor& all) { return all.transpose(0, 1).unsqueeze(0); };
    return at::scaled_dot_product_attention(turned(heads.query), turned(heads.key), turned(heads.value), {},
                                            0.0, false, scale)
        .squeeze(0)
        .transpose(0, 1);
}

}  // namespace engine
