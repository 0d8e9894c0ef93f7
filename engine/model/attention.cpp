#include "engine/model/attention.h"

#include <cmath>

#include <ATen/Parallel.h>

#include "engine/kernels/kernels.h"

namespace engine {
namespace {

void attendOne(const Attention& call, at::ScalarType type) {
    const auto& set = kernels();
    if (type == at::kFloat) return set.attendFloat(call);
    if (type == at::kBFloat16) return set.attendBf16(call);
    set.attendInt8(call);
}

}  // namespace

TextAttention::TextAttention(WeightReader& weights, const std::string& name, const TextConfig& config,
                             int layer)
    : m_query(weights, name + ".q_proj", config.hidden, config.hidden, Bias::Stored),
      m_key(weights, name + ".k_proj", std::int64_t{config.kvHeads} * config.headDim, config.hidden,
            Bias::Stored),
      m_value(weights, name + ".v_proj", std::int64_t{config.kvHeads} * config.headDim, config.hidden,
              Bias::Stored),
      m_output(weights, name + ".o_proj", config.hidden, config.hidden),
      m_layer(layer),
      m_kvHeads(config.kvHeads),
      m_group(config.heads / config.kvHeads),
      m_headDim(config.headDim) {}

// transformers: Glm4vTextAttention
at::Tensor TextAttention::operator()(const at::Tensor& rows, const Rotation& rotation,
                                     std::span<const Segment> segments) const {
    const auto count = rows.size(0);
    auto query = m_query(rows).view({count, m_kvHeads * m_group, m_headDim});
    auto key = m_key(rows).view({count, m_kvHeads, m_headDim});
    const auto value = m_value(rows).view({count, m_kvHeads, m_headDim});
    rotatePairs(query, rotation);
    rotatePairs(key, rotation);
    query.mul_(1.0 / std::sqrt(static_cast<double>(m_headDim)));

    auto seen = at::empty_like(query);
    std::int64_t start = 0;
    for (const auto& segment : segments) {
        segment.cache->store(m_layer, key.narrow(0, start, segment.rows),
                             value.narrow(0, start, segment.rows));
        const auto own = query.narrow(0, start, segment.rows);
        auto out = seen.narrow(0, start, segment.rows);
        if (segment.rows <= mostKernelRows)
            attendShort(own, *segment.cache, out);
        else
            out.copy_(attendLong(own, *segment.cache));
        start += segment.rows;
    }
    return m_output(seen.view({count, m_kvHeads * m_group * m_headDim}));
}

at::Tensor TextAttention::attendLong(const at::Tensor& queries, const KvCache& cache) const {
    const auto count = queries.size(0);
    const auto all = cache.tokens();
    // A group's queries meet the same keys, and no key is repeated in memory.
    const auto heads = queries.transpose(0, 1).unsqueeze(0);  // [1, heads, count, head dim]
    const auto shared = [&](const at::Tensor& held) {
        return held.unsqueeze(1)
            .expand({m_kvHeads, m_group, all, m_headDim})
            .reshape({1, m_kvHeads * m_group, all, m_headDim});
    };
    const auto keys = shared(cache.keys(m_layer));
    const auto values = shared(cache.values(m_layer));
    if (count == all)
        return at::scaled_dot_product_attention(heads, keys, values, {}, 0.0, true, 1.0)
            .squeeze(0)
            .transpose(0, 1);
    // Row r sees all that was there and the rows up to itself.
    const auto mask = at::full({count, all}, -INFINITY, at::kFloat).triu_(all - count + 1);  // [count, all]
    return at::scaled_dot_product_attention(heads, keys, values, mask, 0.0, false, 1.0)
        .squeeze(0)
        .transpose(0, 1);
}

void TextAttention::attendShort(const at::Tensor& queries, const KvCache& cache, at::Tensor& out) const {
    const auto count = queries.size(0);
    const auto all = cache.tokens();
    const auto& held = cache.layer(m_layer);
    const auto type = held.keys.scalar_type();
    const auto width = m_kvHeads * m_group * m_headDim;
    const auto capacity = held.keys.size(1);
    auto scores = at::empty({count * m_kvHeads, m_group * all}, at::kFloat);
    const auto bytes = static_cast<std::int64_t>(c10::elementSize(type));
    at::parallel_for(0, count * m_kvHeads, 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto item = begin; item < end; ++item) {
            const auto row = item / m_kvHeads;
            const auto head = item % m_kvHeads;
            const auto start = row * width + head * m_group * m_headDim;
            Attention call;
            call.queries = queries.const_data_ptr<float>() + start;
            call.out = out.data_ptr<float>() + start;
            call.scores = scores.data_ptr<float>() + item * m_group * all;
            call.keys =
                static_cast<const char*>(held.keys.const_data_ptr()) + head * capacity * m_headDim * bytes;
            call.values =
                static_cast<const char*>(held.values.const_data_ptr()) + head * capacity * m_headDim * bytes;
            if (held.keyScales.defined()) {
                call.keyScales = held.keyScales.const_data_ptr<float>() + head * capacity;
                call.valueScales = held.valueScales.const_data_ptr<float>() + head * capacity;
            }
            call.tokens = all - count + row + 1;
            call.group = static_cast<int>(m_group);
            call.headDim = static_cast<int>(m_headDim);
            attendOne(call, type);
        }
    });
}

}  // namespace engine
