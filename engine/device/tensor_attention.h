#pragma once

#include <ATen/ATen.h>

#include "engine/device/arithmetic.h"

namespace engine {

// Attention by tensor operations, [heads, rows, head dim] each; queries are float32 and scaled already, keys
// and values of any floating type. `fused` is libtorch's own, in bfloat16 when `products` is that and in
// float32 else, since half precision can't hold what GLM's heads hold; otherwise it is spelled out in
// float32, a part of the rows at a time.

/// Whether flashAttention() takes such queries, [rows, heads, head dim]: on a card, where products are in
/// bfloat16.
bool canFlash(const at::Tensor& queries, at::ScalarType products);

/// libtorch's flash attention as it is, in bfloat16: [rows, heads, head dim] each, where keys and values may
/// have fewer heads and more rows, queries aren't scaled yet -> float32 [rows, heads, head dim]. Causal: the
/// queries are the newest rows.
at::Tensor flashAttention(const Heads& heads, bool causal, double scale);

/// The queries are the newest rows: each sees all tokens up to its own.
at::Tensor attendCausally(const Heads& heads, bool fused, at::ScalarType products);

/// Each query sees all.
at::Tensor attendEverywhere(const Heads& heads, bool fused, at::ScalarType products);

}  // namespace engine
