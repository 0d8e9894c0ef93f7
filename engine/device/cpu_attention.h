#pragma once

#include <ATen/ATen.h>

#include "engine/kernels/team.h"
#include "engine/model/kv_cache.h"

namespace engine {

// Attention of one conversation's newest rows to all that is in its cache, on the processor. queries:
// float32 [rows, heads, head dim], contiguous and scaled already.

/// Any number of rows -> [rows, heads, head dim]
at::Tensor attendLong(const at::Tensor& queries, const KvCache& cache, int layer);

/// Few rows, each with the same bits in any company, shared by the team; into `out` of the queries' shape.
void attendShort(Team& team, const at::Tensor& queries, const KvCache& cache, int layer, at::Tensor& out);

}  // namespace engine
