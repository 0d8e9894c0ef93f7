#include "engine/model/kv_cache.h"

#include <algorithm>

#include "engine/error.h"
#include "engine/kernels/kernels.h"

namespace engine {
namespace {

/// The first `tokens` of [kv heads, capacity, ...]; an undefined tensor stays so.
at::Tensor first(const at::Tensor& all, std::int64_t tokens) {
    return all.defined() ? all.narrow(1, 0, tokens) : all;
}

/// float32 [count, kv heads, head dim], each head's numbers side by side, into bfloat16 in host memory.
void putNarrowed(at::Tensor& into, const at::Tensor& given, std::int64_t at) {
    const auto headDim = given.size(2);
    const auto* from = given.const_data_ptr<float>();
    auto* to = static_cast<std::uint16_t*>(into.data_ptr()) + at * headDim;
    for (std::int64_t row = 0; row < given.size(0); ++row)
        for (std::int64_t head = 0; head < given.size(1); ++head)
            kernels().narrowBf16(from + row * given.stride(0) + head * given.stride(1),
                                 to + head * into.stride(0) + row * headDim, headDim);
}

/// `given` is [kv heads, count, head dim]; int8 gets a scale for each token of each head.
void put(at::Tensor& into, at::Tensor& scales, const at::Tensor& given, std::int64_t at) {
    auto place = into.narrow(1, at, given.size(1));
    if (!scales.defined()) {
        place.copy_(given);
        return;
    }
    constexpr double top = 127;
    const auto largest = given.abs().amax(-1).div_(top);  // [kv heads, count]
    scales.narrow(1, at, given.size(1)).copy_(largest);
    place.copy_(at::div(given, largest.clamp_min(1e-30).unsqueeze(-1)).round_());
}

at::Tensor wide(const at::Tensor& held, const at::Tensor& scales, std::int64_t tokens) {
    const auto values = first(held, tokens).to(at::kFloat);
    return scales.defined() ? at::mul(values, first(scales, tokens).unsqueeze(-1)) : values;
}

}  // namespace

KvCache::KvCache(const TextConfig& config, at::ScalarType type, std::int64_t limit, at::Device device)
    : m_layers(static_cast<std::size_t>(config.layers)),
      m_kvHeads(config.kvHeads),
      m_headDim(config.headDim),
      m_type(type),
      m_device(device),
      m_limit(limit) {}

void KvCache::reserve(std::int64_t more) {
    const auto wanted = m_tokens + more;
    if (wanted > m_limit) throw EngineError(ErrorCode::PromptTooLong, {}, {}, {wanted, m_limit});
    if (wanted > m_capacity) grow(wanted);
}

void KvCache::extend(std::int64_t count) {
    // By half as much again: an answer is copied a few times at most, and no long one is paid for in advance.
    const auto wanted = m_tokens + count;
    if (wanted > m_capacity)
        reserve(std::max(count, std::min(m_capacity + m_capacity / 2, m_limit) - m_tokens));
    m_tokens = wanted;
}

void KvCache::truncate(std::int64_t tokens) {
    m_tokens = std::min(m_tokens, tokens);
}

void KvCache::copyFrom(const KvCache& other, std::int64_t tokens) {
    reserve(tokens);
    m_tokens = tokens;
    const auto copy = [tokens](at::Tensor& to, const at::Tensor& from) {
        if (from.defined()) to.narrow(1, 0, tokens).copy_(from.narrow(1, 0, tokens));
    };
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        copy(m_layers[i].keys, other.m_layers[i].keys);
        copy(m_layers[i].values, other.m_layers[i].values);
        copy(m_layers[i].keyScales, other.m_layers[i].keyScales);
        copy(m_layers[i].valueScales, other.m_layers[i].valueScales);
    }
}

void KvCache::store(int number, const at::Tensor& keys, const at::Tensor& values) {
    auto& layer = m_layers[static_cast<std::size_t>(number)];
    const auto at = m_tokens - keys.size(0);
    if (m_type == at::kBFloat16 && m_device.is_cpu()) {
        putNarrowed(layer.keys, keys, at);
        putNarrowed(layer.values, values, at);
        return;
    }
    put(layer.keys, layer.keyScales, keys.transpose(0, 1), at);
    put(layer.values, layer.valueScales, values.transpose(0, 1), at);
}

void KvCache::writeAddresses(std::vector<std::int64_t>& to) const {
    to.push_back(m_capacity);
    for (const auto& layer : m_layers)
        for (const auto* tensor : {&layer.keys, &layer.values, &layer.keyScales, &layer.valueScales})
            to.push_back(tensor->defined() ? reinterpret_cast<std::int64_t>(tensor->const_data_ptr()) : 0);
}

at::Tensor KvCache::keys(int number) const {
    return wide(layer(number).keys, layer(number).keyScales, m_tokens);
}

at::Tensor KvCache::values(int number) const {
    return wide(layer(number).values, layer(number).valueScales, m_tokens);
}

std::int64_t KvCache::bytes() const {
    const auto scales = m_type == at::kChar ? std::int64_t{4} : 0;
    const auto head = m_headDim * static_cast<std::int64_t>(c10::elementSize(m_type)) + scales;
    return static_cast<std::int64_t>(m_layers.size()) * 2 * m_kvHeads * m_capacity * head;
}

std::int64_t KvCache::bytesPerToken(const TextConfig& config, at::ScalarType type) {
    KvCache one(config, type, 1);
    one.m_capacity = 1;
    return one.bytes();
}

void KvCache::grow(std::int64_t capacity) {
    const auto grown = [&](const at::Tensor& old, at::Tensor fresh) {
        if (m_tokens > 0) fresh.narrow(1, 0, m_tokens).copy_(old.narrow(1, 0, m_tokens));
        return fresh;
    };
    const auto options = at::TensorOptions(m_device).dtype(m_type);
    const auto scales = options.dtype(at::kFloat);
    for (auto& layer : m_layers) {
        layer.keys = grown(layer.keys, at::empty({m_kvHeads, capacity, m_headDim}, options));
        layer.values = grown(layer.values, at::empty({m_kvHeads, capacity, m_headDim}, options));
        if (m_type != at::kChar) continue;
        layer.keyScales = grown(layer.keyScales, at::empty({m_kvHeads, capacity}, scales));
        layer.valueScales = grown(layer.valueScales, at::empty({m_kvHeads, capacity}, scales));
    }
    m_capacity = capacity;
}

}  // namespace engine
