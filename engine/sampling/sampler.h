#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "engine/sampling/generation_config.h"

namespace engine {

/// Chooses the next token as transformers does: repetition penalty, temperature, top_k, top_p, draw.
/// The same seed, logits and history give the same tokens with every compiler and standard library.
class Sampler {
 public:
    explicit Sampler(const ResolvedSampling& sampling);

    /// `logits` [vocab] is worked on in place. `tokensSoFar` is the prompt (image tokens too) and the reply.
    /// Throws EngineError BadNumbers when a logit is not finite.
    int next(std::span<float> logits, std::span<const int> tokensSoFar);

    /// What next() would draw from: ids and probabilities that sum to 1, the most likely first.
    std::vector<std::pair<int, double>> candidates(std::span<float> logits, std::span<const int> tokensSoFar);

 private:
    void penalise(std::span<float> logits, std::span<const int> tokensSoFar);
    void select(std::span<const float> logits);
    double uniform();  // [0, 1)

    ResolvedSampling m_sampling;
    std::mt19937_64 m_generator;  // fully specified by the standard, unlike its distributions
    std::vector<int> m_kept;      // ids; by falling logit, or by id when all are kept
    std::vector<double> m_weights;
    std::vector<bool> m_seen;
};

}  // namespace engine
