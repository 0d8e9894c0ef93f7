#pragma once

#include <ATen/ATen.h>

#include "engine/device/arithmetic.h"
#include "engine/kernels/team.h"
#include "engine/model/kv_cache.h"

namespace engine {

// Attention of many rows in bfloat16, on processors that multiply it (engine/kernels/many_rows.h).

/// Whether it may be taken here for heads of this size.
bool canAttendMany(std::int64_t headDim);

/// A cache's newest rows see all up to themselves. queries: float32 [rows, heads, head dim], scaled already;
/// the cache holds bfloat16 or int8. Into `out` of the same shape, contiguous.
void attendMany(Team& team, const at::Tensor& queries, const KvCache& cache, int layer, at::Tensor& out);

/// All rows see each other: float32 [rows, heads, head dim], any strides but the last -> a fresh tensor.
at::Tensor attendEachOther(Team& team, const Heads& heads, double scale);

}  // namespace engine
