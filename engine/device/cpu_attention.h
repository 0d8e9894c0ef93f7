#pragma once

#include <span>

#include <ATen/ATen.h>

#include "engine/kernels/team.h"
#include "engine/model/kv_cache.h"

namespace engine {

// Attention of one conversation's newest rows to all that is in its cache, on the processor. queries:
// float32 [rows, heads, head dim], contiguous and scaled already.

/// Any number of rows -> [rows, heads, head dim]
at::Tensor attendLong(const at::Tensor& queries, const KvCache& cache, int layer);

/// One conversation's rows in a pass, and where their answer goes.
struct ShortSegment {
    at::Tensor queries;
    const KvCache* cache = nullptr;
    at::Tensor out;  ///< of the queries' shape
};

/// Few rows of each segment; each row has the same bits in any company. Shared by the team as one piece of
/// work.
void attendShort(Team& team, std::span<const ShortSegment> segments, int layer);

}  // namespace engine
