#pragma once

#include <ATen/ATen.h>

#include "engine/device/arithmetic.h"

namespace engine {

// Attention by tensor operations, [heads, rows, head dim] each; queries are float32 and scaled already, keys
// and values of any floating type. `fused` is libtorch's own, in bfloat16 when `products` is that and in
// float32 else, since half precision can't hold what GLM's heads hold; otherwise it is spelled out in
// float32, a part of the rows at a time.

/// The queries are the newest rows: each sees all tokens up to its own.
at::Tensor attendCausally(const Heads& heads, bool fused, at::ScalarType products);

/// Each query sees all.
at::Tensor attendEverywhere(const Heads& heads, bool fused, at::ScalarType products);

}  // namespace engine
