#pragma once

#include <cstddef>
#include <vector>

namespace engine {

/// Notices an answer that goes round in circles: the same segment of tokens over and over, which no penalty
/// on single tokens ends. Costs the same small time for each token, however long the answer is.
class RepetitionDetector {
 public:
    static constexpr std::size_t kLongestSegment = 512;  ///< tokens

    RepetitionDetector();

    /// True when the answer, with this token, has repeated one segment for too long.
    bool add(int id);

 private:
    std::vector<int> m_recent;  // the last tokens twice over, so that any of them lie side by side
    std::vector<int> m_runs;    // by period: how many of the last tokens equal the one that far before
    std::size_t m_next = 0;
    std::size_t m_count = 0;
};

}  // namespace engine
