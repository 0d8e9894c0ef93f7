#pragma once

#include <span>
#include <utility>
#include <vector>

#include "engine/sampling/generation_config.h"

namespace engine {

/// What is added to and taken from single logits: logit_bias, then the penalties for what was said already.
class Penalties {
 public:
    /// `promptIds` count for the repetition penalty, image tokens too.
    Penalties(const ResolvedSampling& sampling, std::span<const int> promptIds);

    /// Whether apply() does nothing.
    bool areOff() const;
    void apply(std::span<float> logits) const;
    /// A token of the answer.
    void note(int id);

 private:
    struct Said {
        int id = 0;
        int times = 0;  ///< in the answer
    };

    double m_repetition;
    double m_presence;
    double m_frequency;
    std::vector<std::pair<int, double>> m_bias;
    std::vector<Said> m_said;  // each token once, by id
};

}  // namespace engine
