#include "engine/model/decoder.h"

#include <utility>

#include "engine/kernels/kernels.h"

namespace engine {
namespace {

const std::string prefix = "model.language_model.";

std::vector<DecoderLayer> readLayers(WeightReader& weights, const TextConfig& config) {
    std::vector<DecoderLayer> layers;
    layers.reserve(static_cast<std::size_t>(config.layers));
    for (int i = 0; i < config.layers; ++i)
        layers.emplace_back(weights, prefix + "layers." + std::to_string(i), config, i);
    return layers;
}

Linear readHead(WeightReader& weights, const TextConfig& config, const at::Tensor& embeddings) {
    if (!config.tied) return {weights, "lm_head", config.vocab, config.hidden};
    weights.ignore("lm_head.weight");  // some tools store the tied one twice
    return {weights.arithmetic(), weights.headOf(embeddings), {}};
}

}  // namespace

DecoderLayer::DecoderLayer(WeightReader& weights, const std::string& name, const TextConfig& config,
                           int layer)
    : m_arithmetic(&weights.arithmetic()),
      m_beforeAttention(weights, name + ".input_layernorm", config.hidden, config.epsilon),
      m_attention(weights, name + ".self_attn", config, layer),
      m_afterAttention(weights, name + ".post_self_attn_layernorm", config.hidden, config.epsilon),
      m_beforeMlp(weights, name + ".post_attention_layernorm", config.hidden, config.epsilon),
      m_mlp(weights, name + ".mlp", config.hidden, config.intermediate),
      m_afterMlp(weights, name + ".post_mlp_layernorm", config.hidden, config.epsilon) {}

// transformers: Glm4vTextDecoderLayer
NormedSum DecoderLayer::operator()(const NormedSum& rows, const Rotation& rotation, const Pass& pass,
                                   const Norm& next) const {
    return afterAttention(rows.sum, m_attention(rows.normed, rotation, pass), next);
}

NormedSum DecoderLayer::lastRow(const NormedSum& rows, const Rotation& rotation, const Pass& pass,
                                const Norm& next) const {
    const auto last = rows.sum.narrow(0, rows.sum.size(0) - 1, 1);
    return afterAttention(last, m_attention.lastRow(rows.normed, rotation, pass), next);
}

NormedSum DecoderLayer::afterAttention(const at::Tensor& rows, const at::Tensor& seen,
                                       const Norm& next) const {
    const auto mixed = m_arithmetic->addNormed(rows, seen, m_afterAttention.norm(), m_beforeMlp.norm());
    return m_arithmetic->addNormed(mixed.sum, m_mlp(mixed.normed), m_afterMlp.norm(), next);
}

Decoder::Decoder(WeightReader& weights, const TextConfig& config)
    : m_arithmetic(&weights.arithmetic()),
      m_embeddings(weights.embeddings(prefix + "embed_tokens.weight", {config.vocab, config.hidden})),
      m_layers(readLayers(weights, config)),
      m_norm(weights, prefix + "norm", config.hidden, config.epsilon),
      m_head(readHead(weights, config, m_embeddings)),
      m_rope(config, m_arithmetic->device()) {}

at::Tensor Decoder::embed(const at::Tensor& ids) const {
    return m_embeddings.index_select(0, ids.to(m_embeddings.device())).to(m_arithmetic->device(), at::kFloat);
}

// transformers: Glm4vTextModel
at::Tensor Decoder::read(const at::Tensor& rows, const at::Tensor& positions,
                         std::span<const Segment> segments, const LayerWatch& watch, Wanted wanted) const {
    watch.before();
    const auto rotation = m_rope.at(positions.to(m_arithmetic->device()));
    for (const auto& segment : segments)
        segment.cache->extend(segment.rows);
    const Pass pass{segments, m_arithmetic->tableOf(segments)};
    // Few rows keep the bits that they have in any company, and on a card the rest costs little beside
    // reading the layer's weights.
    const bool lastAlone =
        wanted == Wanted::LastRow && rows.size(0) > mostKernelRows && m_arithmetic->device().is_cpu();
    const auto normed = through(rows, rotation, pass, watch, lastAlone);
    return wanted == Wanted::LastRow ? normed.narrow(0, normed.size(0) - 1, 1) : normed;
}

at::Tensor Decoder::through(const at::Tensor& rows, const Rotation& rotation, const Pass& pass,
                            const LayerWatch& watch, bool lastAlone) const {
    NormedSum passed{rows, m_layers.front().firstNorm()(rows)};
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        passed = lastAlone && i + 1 == m_layers.size()
                     ? m_layers[i].lastRow(passed, rotation, pass, normAfter(i))
                     : m_layers[i](passed, rotation, pass, normAfter(i));
        watch.passed(static_cast<int>(i) + 1, static_cast<int>(m_layers.size()));
    }
    return passed.normed;
}

at::Tensor Decoder::repeatable(const at::Tensor& rows, const at::Tensor& positions,
                               const at::Tensor& table) const {
    return logits(through(rows, m_rope.at(positions), {{}, table}, {}, false));
}

}  // namespace engine
