#include "engine/sampling/logprobs.h"

#include <algorithm>
#include <cmath>

#include "engine/sampling/row.h"

namespace engine {

Logprobs::Logprobs(std::span<const float> row) : m_row(row.begin(), row.end()) {
    const float highest = highestOf(m_row).value;
    m_normaliser = static_cast<double>(highest) + std::log(sumOfWeights(m_row, highest, 1));
}

double Logprobs::of(int id) const {
    return static_cast<double>(m_row[static_cast<std::size_t>(id)]) - m_normaliser;
}

std::vector<std::pair<int, double>> Logprobs::top(int count) const {
    count = std::min(count, static_cast<int>(m_row.size()));
    if (count <= 0) return {};
    std::vector<int> ids;
    collect(m_row, kthHighest(m_row, count), ids);  // equal ones at the border make it longer
    sortByLogit(m_row, ids, 0, static_cast<std::size_t>(count));
    std::vector<std::pair<int, double>> out;
    for (int at = 0; at < count; ++at)
        out.emplace_back(ids[static_cast<std::size_t>(at)], of(ids[static_cast<std::size_t>(at)]));
    return out;
}

}  // namespace engine
