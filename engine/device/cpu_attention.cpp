#include "engine/device/cpu_attention.h"

#include <cmath>
#include <vector>

#include "engine/kernels/kernels.h"

namespace engine {
namespace {

void attendOne(const Attention& call, at::ScalarType type) {
    const auto& set = kernels();
    if (type == at::kFloat) return set.attendFloat(call);
    if (type == at::kBFloat16) return set.attendBf16(call);
    set.attendInt8(call);
}

/// One for each row and key head.
void addCalls(std::vector<Attention>& calls, std::int64_t& room, const ShortSegment& segment, int layer) {
    const auto& held = segment.cache->layer(layer);
    const auto count = segment.queries.size(0);
    const auto headDim = segment.queries.size(2);
    const auto kvHeads = held.keys.size(0);
    const auto group = segment.queries.size(1) / kvHeads;
    const auto headBytes = held.keys.stride(0) * static_cast<std::int64_t>(held.keys.element_size());
    const auto* keys = static_cast<const char*>(held.keys.const_data_ptr());
    const auto* values = static_cast<const char*>(held.values.const_data_ptr());
    const auto* queries = segment.queries.const_data_ptr<float>();
    auto* out = segment.out.data_ptr<float>();
    for (std::int64_t row = 0; row < count; ++row) {
        for (std::int64_t head = 0; head < kvHeads; ++head) {
            const auto start = (row * kvHeads + head) * group * headDim;
            Attention call;
            call.queries = queries + start;
            call.out = out + start;
            call.keys = keys + head * headBytes;
            call.values = values + head * headBytes;
            if (held.keyScales.defined()) {
                call.keyScales = held.keyScales.const_data_ptr<float>() + head * held.keyScales.stride(0);
                call.valueScales =
                    held.valueScales.const_data_ptr<float>() + head * held.valueScales.stride(0);
            }
            call.tokens = segment.cache->tokens() - count + row + 1;
            call.group = static_cast<int>(group);
            call.headDim = static_cast<int>(headDim);
            room += group * call.tokens;
            calls.push_back(call);
        }
    }
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

void attendShort(Team& team, std::span<const ShortSegment> segments, int layer) {
    std::vector<Attention> calls;
    std::int64_t room = 0;
    for (const auto& segment : segments)
        addCalls(calls, room, segment, layer);
    const auto scores = at::empty({room}, at::kFloat);
    auto* next = scores.data_ptr<float>();
    for (auto& call : calls) {
        call.scores = next;
        next += call.group * call.tokens;
    }
    const auto type = segments.front().cache->layer(layer).keys.scalar_type();
    team.share(static_cast<std::int64_t>(calls.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (; begin < end; ++begin)
            attendOne(calls[static_cast<std::size_t>(begin)], type);
    });
}

}  // namespace engine
