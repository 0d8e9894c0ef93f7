#pragma once

#include <cstdint>
#include <span>

#include <ATen/ATen.h>

#include "engine/model/kv_cache.h"

namespace engine {

/// Rows of one pass that belong to one conversation; they are the newest of its cache.
struct Segment {
    KvCache* cache = nullptr;
    std::int64_t rows = 0;
};

/// Of which rows of a pass the last layer's result is wanted: all keys and values are there afterwards.
enum class Wanted { AllRows, LastRow };

/// All rows of one pass over the decoder. A pass that is recorded and repeated has the table alone.
struct Pass {
    std::span<const Segment> segments;
    at::Tensor table;  ///< KvCache::writeAddresses of each row, where kernels on a card read it; or undefined
};

}  // namespace engine
