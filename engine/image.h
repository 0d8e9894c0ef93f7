#pragma once

#include <cstdint>
#include <vector>

namespace engine {

/// A decoded picture: RGB8, rows from the top, no padding, [height, width, 3].
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;
};

}  // namespace engine
