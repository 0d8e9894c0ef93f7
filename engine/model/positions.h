#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace engine {

/// Where one picture's tokens lie in the prompt, and the rows and columns that they form.
struct ImageSpan {
    std::int64_t start = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 0;

    std::int64_t tokens() const { return rows * columns; }
};

struct Positions {
    std::vector<std::int64_t> values;  ///< [3, tokens]: time, height, width
    std::int64_t next = 0;             ///< of the first answer token, in all three
};

/// Counts up over text; a picture's tokens share one time and take their row and column, and the text after
/// it goes on past its longer side. Spans are in order and don't overlap.
Positions positionsOf(std::int64_t tokens, std::span<const ImageSpan> images);

}  // namespace engine
