#include "engine/device/cpu_attention.h"

#include <cmath>

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

at::Tensor attendLong(const at::Tensor& queries, const KvCache& cache, int layer) {
    const auto count = queries.size(0);
    const auto heads = queries.size(1);
    const auto headDim = queries.size(2);
    const auto all = cache.tokens();
    // A group's queries meet the same keys, and no key is repeated in memory.
    const auto turned = queries.transpose(0, 1).unsqueeze(0);  // [1, heads, count, head dim]
    const auto shared = [&](const at::Tensor& held) {
        return held.unsqueeze(1)
            .expand({held.size(0), heads / held.size(0), all, headDim})
            .reshape({1, heads, all, headDim});
    };
    const auto keys = shared(cache.keys(layer));
    const auto values = shared(cache.values(layer));
    if (count == all)
        return at::scaled_dot_product_attention(turned, keys, values, {}, 0.0, true, 1.0)
            .squeeze(0)
            .transpose(0, 1);
    // Row r sees all that was there and the rows up to itself.
    const auto mask = at::full({count, all}, -INFINITY, at::kFloat).triu_(all - count + 1);  // [count, all]
    return at::scaled_dot_product_attention(turned, keys, values, mask, 0.0, false, 1.0)
        .squeeze(0)
        .transpose(0, 1);
}

void attendShort(Team& team, const at::Tensor& queries, const KvCache& cache, int layer, at::Tensor& out) {
    const auto count = queries.size(0);
    const auto headDim = queries.size(2);
    const auto all = cache.tokens();
    const auto& held = cache.layer(layer);
    const auto type = held.keys.scalar_type();
    const auto kvHeads = held.keys.size(0);
    const auto capacity = held.keys.size(1);
    const auto group = queries.size(1) / kvHeads;
    const auto width = queries.size(1) * headDim;
    auto scores = at::empty({count * kvHeads, group * all}, at::kFloat);
    const auto bytes = static_cast<std::int64_t>(c10::elementSize(type));
    team.share(count * kvHeads, 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto item = begin; item < end; ++item) {
            const auto row = item / kvHeads;
            const auto head = item % kvHeads;
            const auto start = row * width + head * group * headDim;
            Attention call;
            call.queries = queries.const_data_ptr<float>() + start;
            call.out = out.data_ptr<float>() + start;
            call.scores = scores.data_ptr<float>() + item * group * all;
            call.keys =
                static_cast<const char*>(held.keys.const_data_ptr()) + head * capacity * headDim * bytes;
            call.values =
                static_cast<const char*>(held.values.const_data_ptr()) + head * capacity * headDim * bytes;
            if (held.keyScales.defined()) {
                call.keyScales = held.keyScales.const_data_ptr<float>() + head * capacity;
                call.valueScales = held.valueScales.const_data_ptr<float>() + head * capacity;
            }
            call.tokens = all - count + row + 1;
            call.group = static_cast<int>(group);
            call.headDim = static_cast<int>(headDim);
            attendOne(call, type);
        }
    });
}

}  // namespace engine
