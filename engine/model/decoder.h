#pragma once

#include <string>
#include <vector>

#include <ATen/ATen.h>

#include "engine/model/attention.h"
#include "engine/model/config.h"
#include "engine/model/kv_cache.h"
#include "engine/model/layer_watch.h"
#include "engine/model/mlp.h"
#include "engine/model/rms_norm.h"
#include "engine/model/rope.h"

namespace engine {

/// One layer: attention and MLP, each with a norm before and one after it.
class DecoderLayer {
 public:
    DecoderLayer(WeightReader& weights, const std::string& name, const TextConfig& config, int layer);

    /// tokens: [count, hidden]
    at::Tensor operator()(const at::Tensor& tokens, const Rotation& rotation, KvCache& cache) const;

 private:
    RmsNorm m_beforeAttention;
    TextAttention m_attention;
    RmsNorm m_afterAttention;
    RmsNorm m_beforeMlp;
    FusedMlp m_mlp;
    RmsNorm m_afterMlp;
};

/// The language model: embeddings, layers, last norm and the head. Const after loading.
class Decoder {
 public:
    Decoder(WeightReader& weights, const TextConfig& config);

    at::ScalarType type() const { return m_embeddings.scalar_type(); }

    /// ids: int64 [tokens] -> [tokens, hidden], a fresh tensor
    at::Tensor embed(const at::Tensor& ids) const;

    /// tokens: [count, hidden]; positions: int64 [3, count] -> [count, hidden] after the last norm. The
    /// tokens join the cache; after a Cancelled the cache is of no more use.
    at::Tensor read(at::Tensor tokens, const at::Tensor& positions, KvCache& cache,
                    const LayerWatch& watch) const;

    /// [rows, hidden] -> float32 [rows, vocab]
    at::Tensor logits(const at::Tensor& rows) const;

 private:
    at::Tensor m_embeddings;  // [vocab, hidden]
    std::vector<DecoderLayer> m_layers;
    RmsNorm m_norm;
    Linear m_head;
    TextRope m_rope;
};

}  // namespace engine
