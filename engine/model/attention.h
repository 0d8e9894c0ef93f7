#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <ATen/ATen.h>

#include "engine/model/kv_cache.h"
#include "engine/model/linear.h"
#include "engine/model/rope.h"

namespace engine {

/// Rows of one pass that belong to one conversation; they are the newest of its cache.
struct Segment {
    KvCache* cache = nullptr;
    std::int64_t rows = 0;
};

/// Causal attention with several query heads to one key head: float32 [rows, hidden] -> [rows, hidden].
class TextAttention {
 public:
    TextAttention(WeightReader& weights, const std::string& name, const TextConfig& config, int layer);

    /// `segments` together are all rows. A short segment's rows get the same bits in any company.
    at::Tensor operator()(const at::Tensor& rows, const Rotation& rotation,
                          std::span<const Segment> segments) const;

 private:
    /// queries: [rows, heads, head dim] of one segment -> the same shape
    at::Tensor attendLong(const at::Tensor& queries, const KvCache& cache) const;
    void attendShort(const at::Tensor& queries, const KvCache& cache, at::Tensor& out) const;

    Linear m_query;
    Linear m_key;
    Linear m_value;
    Linear m_output;
    int m_layer;
    std::int64_t m_kvHeads;
    std::int64_t m_group;  // query heads of one key head
    std::int64_t m_headDim;
};

}  // namespace engine
