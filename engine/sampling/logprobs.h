#pragma once

#include <span>
#include <utility>
#include <vector>

namespace engine {

/// Logarithms of the probabilities that the model itself gives: of its own logits, before bias, penalties,
/// temperature and whatever narrows the choice.
class Logprobs {
 public:
    /// Keeps a copy of `row` [vocab], all finite.
    explicit Logprobs(std::span<const float> row);

    double of(int id) const;
    /// Ids and logprobs of the `count` likeliest, the most likely first; fewer in a smaller vocabulary.
    std::vector<std::pair<int, double>> top(int count) const;

 private:
    std::vector<float> m_row;
    double m_normaliser;  // log of the sum of e^logit
};

}  // namespace engine
