#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "engine/sampling/generation_config.h"
#include "engine/sampling/penalties.h"
#include "engine/sampling/token_filter.h"

namespace engine {

/// Chooses the next token: bias, penalties, what is allowed, temperature, top_k, top_p, min_p, draw.
/// The same seed, logits and history give the same tokens with every compiler and standard library.
class Sampler {
 public:
    explicit Sampler(const ResolvedSampling& sampling, std::span<const int> promptIds = {});

    /// `logits` [vocab] is worked on in place. `filter` may be null: every token is allowed.
    /// Throws EngineError BadNumbers when a logit is not finite.
    int next(std::span<float> logits, TokenFilter* filter = nullptr);
    /// A token that the answer now has; next() doesn't count its own.
    void note(int id) { m_penalties.note(id); }

    /// What next() would draw from: ids and probabilities that sum to 1, the most likely first.
    std::vector<std::pair<int, double>> candidates(std::span<float> logits, TokenFilter* filter = nullptr);

 private:
    void select(std::span<const float> logits, float highest);
    void collectFromTop(std::span<const float> logits, float highest, double wanted);
    void weighKept(std::span<const float> logits, float highest);
    void cutTopP(std::span<const float> logits, float highest, double wanted);
    void dropUnlikely();
    int draw();
    double uniform();  // [0, 1)

    ResolvedSampling m_sampling;
    Penalties m_penalties;
    std::mt19937_64 m_generator;   // fully specified by the standard, unlike its distributions
    bool m_all = false;            // the choice is among all ids, and m_kept is not filled
    std::vector<int> m_kept;       // ids; by falling logit, or by id
    std::vector<float> m_weights;  // of m_kept, or of all
    double m_total = 0;            // of m_weights
};

}  // namespace engine
