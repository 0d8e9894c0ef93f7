#pragma once

#include <span>
#include <string>
#include <vector>

#include <ATen/ATen.h>

#include "engine/model/attention.h"
#include "engine/model/config.h"
#include "engine/model/layer_watch.h"
#include "engine/model/mlp.h"
#include "engine/model/pass.h"
#include "engine/model/rms_norm.h"
#include "engine/model/rope.h"

namespace engine {

/// One layer: attention and MLP, each with a norm before and one after it.
class DecoderLayer {
 public:
    DecoderLayer(WeightReader& weights, const std::string& name, const TextConfig& config, int layer);

    /// rows: float32 [rows, hidden], with them normed by this layer's first norm -> the same for what comes
    /// `next`
    NormedSum operator()(const NormedSum& rows, const Rotation& rotation, const Pass& pass,
                         const Norm& next) const;

    /// The same of the last row alone, when a pass is one segment of many rows.
    NormedSum lastRow(const NormedSum& rows, const Rotation& rotation, const Pass& pass,
                      const Norm& next) const;

    const RmsNorm& firstNorm() const { return m_beforeAttention; }

 private:
    const Arithmetic* m_arithmetic;
    NormedSum afterAttention(const at::Tensor& rows, const at::Tensor& seen, const Norm& next) const;

    RmsNorm m_beforeAttention;
    TextAttention m_attention;
    RmsNorm m_afterAttention;
    RmsNorm m_beforeMlp;
    FusedMlp m_mlp;
    RmsNorm m_afterMlp;
};

/// The language model: embeddings, layers, last norm and the head. Activations are float32, whatever the
/// weights are. Const after loading.
class Decoder {
 public:
    Decoder(WeightReader& weights, const TextConfig& config);

    /// What keys and values are best kept in.
    at::ScalarType cacheType() const { return m_embeddings.scalar_type(); }

    /// ids: int64 [tokens], in host memory -> float32 [tokens, hidden] on the device, a fresh tensor
    at::Tensor embed(const at::Tensor& ids) const;

    /// rows: float32 [rows, hidden] on the device, those of each segment together; positions: int64 [3, rows]
    /// -> float32 [rows, hidden] after the last norm, or [1, hidden] when the last row is wanted of a pass of
    /// one segment. The rows join their caches; after a Cancelled these are of no more use.
    at::Tensor read(const at::Tensor& rows, const at::Tensor& positions, std::span<const Segment> segments,
                    const LayerWatch& watch, Wanted wanted = Wanted::AllRows) const;

    /// [rows, hidden] -> float32 [rows, vocab], on the device
    at::Tensor logits(const at::Tensor& rows) const { return m_head(rows); }

    /// The rows' logits in one go, which a card can record and repeat: all given tensors lie on the device,
    /// and the caches that `table` names hold the rows already.
    at::Tensor repeatable(const at::Tensor& rows, const at::Tensor& positions, const at::Tensor& table) const;

    const Arithmetic& arithmetic() const { return *m_arithmetic; }

 private:
    /// All layers and the last norm: [rows, hidden], or [1, hidden] when the last layer is to compute its
    /// last row alone.
    at::Tensor through(const at::Tensor& rows, const Rotation& rotation, const Pass& pass,
                       const LayerWatch& watch, bool lastAlone) const;

    /// What follows layer i begins with this norm.
    const Norm& normAfter(std::size_t i) const {
        return i + 1 < m_layers.size() ? m_layers[i + 1].firstNorm().norm() : m_norm.norm();
    }

    const Arithmetic* m_arithmetic;
    at::Tensor m_embeddings;  // [vocab, hidden], float32 or bfloat16, in either memory
    std::vector<DecoderLayer> m_layers;
    RmsNorm m_norm;
    Linear m_head;
    TextRope m_rope;
};

}  // namespace engine
