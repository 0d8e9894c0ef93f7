#pragma once

#include <span>
#include <vector>

namespace engine {

// Passes over one row of logits [vocab], 151,552 of them in GLM: written so that the compiler vectorises
// them.

struct Highest {
    int id = 0;  ///< the first of equal ones
    float value = 0;
    bool finite = true;  ///< no logit of the row is NaN or infinite
};
/// The highest logit, and whether all are numbers. The row must not be empty.
Highest highestOf(std::span<const float> row);

/// The k-th highest value, 1 <= k <= row size, without sorting the row.
float kthHighest(std::span<const float> row, int k);

/// Ids of all logits that are at least `least`, in order of their ids.
void collect(std::span<const float> row, float least, std::vector<int>& ids);

/// e^x for x <= 0, to a relative 1e-6; 0 below -86. The same with every compiler, which std::exp is not.
float expOf(float x);

/// The sum of e^((logit - highest) / temperature).
double sumOfWeights(std::span<const float> row, float highest, double temperature);
/// The same; writes each weight to `weights` [row size].
double weigh(std::span<const float> row, float highest, double temperature, std::span<float> weights);

/// Sorts ids by falling logit; of equal ones the lower id comes first.
void sortByLogit(std::span<const float> row, std::vector<int>& ids, std::size_t begin, std::size_t end);

}  // namespace engine
