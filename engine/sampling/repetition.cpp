#include "engine/sampling/repetition.h"

#include <algorithm>
#include <array>

namespace engine {
namespace {

constexpr std::size_t kSegments = RepetitionDetector::kLongestSegment;

/// Tokens that must repeat at this period before it is too long. Short segments repeat in honest text as well
/// (rulers of dashes, zeros of a matrix, empty cells of a table), whole sentences don't.
constexpr int limitOf(std::size_t period) {
    const int times = period < 8 ? 100 : period < 24 ? 40 : period < 64 ? 14 : 8;
    return std::max(static_cast<int>(period) * times, period < 24 ? 600 : 500);
}

constexpr auto kLimits = [] {
    std::array<int, kSegments + 1> limits{};
    for (std::size_t period = 0; period <= kSegments; ++period)
        limits[period] = limitOf(period);
    return limits;
}();

}  // namespace

RepetitionDetector::RepetitionDetector() : m_recent(2 * kSegments, -1), m_runs(kSegments + 1, 0) {}

bool RepetitionDetector::add(int id) {
    // m_recent[m_next + kSegments - p] is the token p before this one.
    const int* const before = m_recent.data() + m_next + kSegments;
    int* const runs = m_runs.data();
    const std::size_t periods = std::min(kSegments, m_count);
    int tooLong = 0;
    for (std::size_t period = 1; period <= periods; ++period) {
        runs[period] = before[-static_cast<std::ptrdiff_t>(period)] == id ? runs[period] + 1 : 0;
        tooLong |= static_cast<int>(runs[period] >= kLimits[period]);
    }

    m_recent[m_next] = id;
    m_recent[m_next + kSegments] = id;
    m_next = (m_next + 1) % kSegments;
    ++m_count;
    return tooLong != 0;
}

}  // namespace engine
