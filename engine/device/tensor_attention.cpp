#include "engine/device/tensor_attention.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

namespace engine {
namespace {

/// 0 where a query sees a token and minus infinity elsewhere, for queries [begin, end) of `count`.
at::Tensor maskOf(std::int64_t begin, std::int64_t end, std::int64_t count, std::int64_t tokens,
                  const at::TensorOptions& options) {
    return at::full({end - begin, tokens}, -INFINITY, options).triu_(tokens - count + begin + 1);
}

at::Tensor fusedAttention(const Heads& heads, bool causal, at::ScalarType products) {
    const auto type = products == at::kBFloat16 ? at::kBFloat16 : at::kFloat;
    const auto query = heads.query.to(type).unsqueeze(0);
    const auto key = heads.key.to(type).unsqueeze(0);
    const auto value = heads.value.to(type).unsqueeze(0);
    const auto rows = query.size(2);
    const auto tokens = key.size(2);
    const bool whole = causal && rows == tokens;
    std::optional<at::Tensor> mask;
    if (causal && !whole) mask = maskOf(0, rows, rows, tokens, query.options());
    return at::scaled_dot_product_attention(query, key, value, mask, 0.0, whole, 1.0)
        .squeeze(0)
        .to(at::kFloat);
}

at::Tensor plainAttention(const Heads& heads, bool causal) {
    constexpr std::int64_t scoresAtOnce = std::int64_t{1} << 26;
    const auto rows = heads.query.size(1);
    const auto tokens = heads.key.size(1);
    const auto step = std::clamp<std::int64_t>(scoresAtOnce / (heads.query.size(0) * tokens), 1, rows);
    const auto keys = heads.key.to(at::kFloat).transpose(1, 2);
    const auto values = heads.value.to(at::kFloat);
    auto out = at::empty(heads.query.sizes(), heads.query.options());
    for (std::int64_t begin = 0; begin < rows; begin += step) {
        const auto end = std::min(rows, begin + step);
        auto scores = at::matmul(heads.query.narrow(1, begin, end - begin), keys);  // [heads, part, tokens]
        if (causal) scores.add_(maskOf(begin, end, rows, tokens, scores.options()));
        out.narrow(1, begin, end - begin).copy_(at::matmul(at::softmax(scores, -1), values));
    }
    return out;
}

}  // namespace

bool canFlash(const at::Tensor& queries, at::ScalarType products) {
    constexpr std::int64_t widest = 256;
    const auto headDim = queries.size(-1);
    return queries.is_cuda() && products == at::kBFloat16 && headDim % 8 == 0 && headDim <= widest;
}

at::Tensor flashAttention(const Heads& heads, bool causal, double scale) {
    const auto narrow = [](const at::Tensor& all) { return all.to(at::kBFloat16).unsqueeze(0); };
    const auto query = narrow(heads.query);  // [1, rows, heads, head dim]
    const auto key = narrow(heads.key);
    const auto seen = std::get<0>(at::_flash_attention_forward(
        query, key, narrow(heads.value), {}, {}, query.size(1), key.size(1), 0.0, causal, false, scale));
    return seen.squeeze(0).to(at::kFloat);
}

at::Tensor attendCausally(const Heads& heads, bool fused, at::ScalarType products) {
    return fused ? fusedAttention(heads, true, products) : plainAttention(heads, true);
}

at::Tensor attendEverywhere(const Heads& heads, bool fused, at::ScalarType products) {
    return fused ? fusedAttention(heads, false, products) : plainAttention(heads, false);
}

}  // namespace engine
