#include "engine/device/tensor_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/device/half_product.h"
#include "engine/device/tensor_attention.h"
#include "engine/kernels/kernels.h"

namespace engine {
namespace {

constexpr std::size_t mostTogether = 3;  // weights of one launch of tiles

}  // namespace

TensorArithmetic::TensorArithmetic(at::Device device, at::ScalarType products,
                                   std::shared_ptr<const KernelSet> kernels, FastPaths paths)
    : m_device(device), m_products(products), m_kernels(std::move(kernels)), m_paths(paths) {}

bool TensorArithmetic::fitsTiles(const Matrix& weight, std::int64_t rows) const {
    return rows <= mostKernelRows && weight.format != MatrixFormat::Float32 && m_products == at::kBFloat16 &&
           uses(FastPath::Tiles);
}

at::Tensor TensorArithmetic::multiply(const Matrix& weight, const at::Tensor& rows,
                                      const at::Tensor& bias) const {
    const auto given = rows.contiguous();
    if (fitsTiles(weight, given.size(0))) {
        const Factor factor{&weight, bias};
        return m_kernels->tiles({&factor, 1}, given).front();
    }
    if (given.size(0) <= mostKernelRows && weight.format != MatrixFormat::Float32 && uses(FastPath::Products))
        return m_kernels->product(weight, given, bias);
    auto out = multiplyMany(weight, given);
    return bias.defined() ? out.add_(bias) : out;
}

std::vector<at::Tensor> TensorArithmetic::multiplyEach(std::span<const Factor> factors,
                                                       const at::Tensor& rows) const {
    const auto& first = *factors.front().weight;
    const bool together =
        factors.size() <= mostTogether && std::ranges::all_of(factors, [&](const Factor& factor) {
            return factor.weight->format == first.format;
        });
    if (together && fitsTiles(first, rows.size(0))) return m_kernels->tiles(factors, rows.contiguous());
    if (m_products != at::kBFloat16 || rows.size(0) <= mostKernelRows)
        return Arithmetic::multiplyEach(factors, rows);
    const auto narrow = rows.to(at::kBFloat16);  // once for all
    std::vector<at::Tensor> products;
    for (const auto& [weight, bias] : factors) {
        auto out = weight->format == MatrixFormat::Float32 ? multiplyMany(*weight, rows)
                                                           : multiplyNarrow(*weight, narrow);
        products.push_back(bias.defined() ? out.add_(bias) : out);
    }
    return products;
}

at::Tensor TensorArithmetic::multiplyGated(const Matrix& weight, const at::Tensor& rows) const {
    if (fitsTiles(weight, rows.size(0))) return m_kernels->gatedTiles(weight, rows.contiguous());
    return Arithmetic::multiplyGated(weight, rows);
}

/// Outputs [begin, end) in the type of products; a view where they lie so already.
at::Tensor TensorArithmetic::piece(const Matrix& weight, std::int64_t begin, std::int64_t end) const {
    const bool integers = weight.format == MatrixFormat::Int8 || weight.format == MatrixFormat::Int4;
    if (integers && m_products != at::kFloat && uses(FastPath::Widening))
        return m_kernels->widened(weight, begin, end, m_products);
    return widened(weight, begin, end, m_products);
}

at::Tensor TensorArithmetic::multiplyMany(const Matrix& weight, const at::Tensor& rows) const {
    if (weight.format == MatrixFormat::Float32 && m_products != at::kHalf)
        return at::mm(rows, weight.values.t());
    if (m_products != at::kHalf) return multiplyNarrow(weight, rows.to(m_products));
    const auto scaled = halfRows(rows, weight.length);
    return multiplyNarrow(weight, scaled.values).div_(scaled.factors);
}

/// Rows in the type of products -> float32
at::Tensor TensorArithmetic::multiplyNarrow(const Matrix& weight, const at::Tensor& narrow) const {
    // 128 MiB of a weight are dense at once; tensor operations need more beside each value.
    const std::int64_t valuesAtOnce = std::int64_t{1} << (uses(FastPath::Widening) ? 26 : 24);
    const bool dense = weight.values.scalar_type() == m_products;
    const auto step =
        dense ? weight.outputs : std::clamp<std::int64_t>(valuesAtOnce / weight.inputs, 64, weight.outputs);
    // Only cards' products are rounded no more than once.
    const bool wide = narrow.is_cuda() && m_products == at::kBFloat16;
    const auto product = [&](const at::Tensor& values) {
        return wide ? at::mm(narrow, values.t(), at::kFloat) : at::mm(narrow, values.t());
    };
    if (step == weight.outputs) return product(piece(weight, 0, step)).to(at::kFloat);
    auto out = at::empty({narrow.size(0), weight.outputs}, narrow.options().dtype(at::kFloat));
    for (std::int64_t begin = 0; begin < weight.outputs; begin += step) {
        const auto end = std::min(weight.outputs, begin + step);
        out.narrow(1, begin, end - begin).copy_(product(piece(weight, begin, end)));
    }
    return out;
}

at::Tensor TensorArithmetic::rmsNorm(const at::Tensor& rows, const at::Tensor& weight, double epsilon) const {
    if (uses(FastPath::Norms)) return m_kernels->rmsNorm(rows.contiguous(), weight, epsilon);
    const auto scale = rows.square().mean({-1}, true).add_(epsilon).rsqrt_();  // [rows, 1]
    return rows.mul(scale).mul_(weight);
}

NormedSum TensorArithmetic::addNormed(const at::Tensor& rows, const at::Tensor& update, const Norm& after,
                                      const Norm& next) const {
    if (uses(FastPath::Norms))
        return m_kernels->addNormed(rows.contiguous(), update.contiguous(), after, next);
    return Arithmetic::addNormed(rows, update, after, next);
}

at::Tensor TensorArithmetic::gated(const at::Tensor& gate, const at::Tensor& up) const {
    if (uses(FastPath::Gates)) return m_kernels->gated(gate, up);
    return at::silu(gate).mul_(up);
}

void TensorArithmetic::rotatePairs(at::Tensor& heads, const Rotation& rotation) const {
    if (uses(FastPath::Rotations)) return m_kernels->rotatePairs(heads, rotation);
    const auto pairs = rotation.cos.size(-1);
    const auto turned = heads.narrow(-1, 0, 2 * pairs).unflatten(-1, {pairs, 2});
    const auto cos = rotation.cos.unsqueeze(1);  // [rows, 1, pairs]
    const auto sin = rotation.sin.unsqueeze(1);
    const auto even = turned.select(-1, 0).clone();
    const auto odd = turned.select(-1, 1).clone();
    turned.select(-1, 0).copy_(even * cos - odd * sin);
    turned.select(-1, 1).copy_(odd * cos + even * sin);
}

void TensorArithmetic::rotateHalves(at::Tensor& heads, const Rotation& rotation) const {
    const auto pairs = rotation.cos.size(-1);
    const auto cos = rotation.cos.unsqueeze(1);
    const auto sin = rotation.sin.unsqueeze(1);
    auto left = heads.narrow(-1, 0, pairs);
    auto right = heads.narrow(-1, pairs, pairs);
    const auto first = left.clone();
    const auto second = right.clone();
    left.copy_(first * cos - second * sin);
    right.copy_(second * cos + first * sin);
}

at::Tensor TensorArithmetic::tableOf(std::span<const Segment> segments) const {
    if (!uses(FastPath::FewRows)) return {};
    std::vector<std::int64_t> table;
    std::int64_t rows = 0;
    for (const auto& segment : segments) {
        rows += segment.rows;
        if (rows > mostKernelRows) return {};
        for (std::int64_t row = 1; row <= segment.rows; ++row) {
            table.push_back(segment.cache->tokens() - segment.rows + row);
            segment.cache->writeAddresses(table);
        }
    }
    return at::tensor(table, at::kLong).view({rows, -1}).to(m_device);
}

at::Tensor TensorArithmetic::attend(const Heads& heads, const Pass& pass, int layer) const {
    if (pass.segments.size() == 1) {
        auto& cache = *pass.segments.front().cache;
        cache.store(layer, heads.key, heads.value);
        return attendSegment(heads.query, cache, layer);
    }
    auto seen = at::empty_like(heads.query);
    std::int64_t start = 0;
    for (const auto& segment : pass.segments) {
        segment.cache->store(layer, heads.key.narrow(0, start, segment.rows),
                             heads.value.narrow(0, start, segment.rows));
        seen.narrow(0, start, segment.rows)
            .copy_(attendSegment(heads.query.narrow(0, start, segment.rows), *segment.cache, layer));
        start += segment.rows;
    }
    return seen;
}

at::Tensor TensorArithmetic::attendRotated(Heads heads, const Rotation& rotation, double scale,
                                           const Pass& pass, int layer) const {
    if (pass.table.defined()) return m_kernels->attend(heads, rotation, scale, pass.table, layer);
    return Arithmetic::attendRotated(std::move(heads), rotation, scale, pass, layer);
}

at::Tensor TensorArithmetic::attendSegment(const at::Tensor& queries, const KvCache& cache, int layer) const {
    const auto& held = cache.layer(layer);
    const auto kvHeads = held.keys.size(0);
    const auto group = queries.size(1) / kvHeads;
    const bool scaled = held.keyScales.defined();
    const auto keys = scaled ? cache.keys(layer) : held.keys.narrow(1, 0, cache.tokens());
    const auto values = scaled ? cache.values(layer) : held.values.narrow(1, 0, cache.tokens());
    const bool fused = m_paths.has(FastPath::FusedAttention);
    if (fused && canFlash(queries, m_products))
        return flashAttention({queries, keys.transpose(0, 1), values.transpose(0, 1)}, true, 1);
    std::vector<at::Tensor> seen;
    for (std::int64_t head = 0; head < kvHeads; ++head) {
        // A group's queries meet the same keys, and no key is repeated in memory.
        const auto shared = [&](const at::Tensor& all) {
            return all.narrow(0, head, 1).expand({group, all.size(1), all.size(2)});
        };
        seen.push_back(attendCausally(
            {queries.narrow(1, head * group, group).transpose(0, 1), shared(keys), shared(values)}, fused,
            m_products));
    }
    return at::cat(seen).transpose(0, 1).contiguous();
}

at::Tensor TensorArithmetic::attendPicture(const Heads& heads, double scale) const {
    const bool fused = m_paths.has(FastPath::FusedAttention);
    if (fused && canFlash(heads.query, m_products)) return flashAttention(heads, false, scale);
    const auto turned = [](const at::Tensor& all) { return all.transpose(0, 1); };
    return attendEverywhere({turned(heads.query).mul(scale), turned(heads.key), turned(heads.value)}, fused,
                            m_products)
        .transpose(0, 1);
}

}  // namespace engine
