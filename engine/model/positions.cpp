#include "engine/model/positions.h"

#include <algorithm>

namespace engine {

// transformers: Glm4vModel.get_rope_index
Positions positionsOf(std::int64_t tokens, std::span<const ImageSpan> images) {
    Positions positions;
    positions.values.resize(static_cast<std::size_t>(3 * tokens));
    const auto set = [&](std::int64_t at, std::int64_t time, std::int64_t height, std::int64_t width) {
        positions.values[static_cast<std::size_t>(at)] = time;
        positions.values[static_cast<std::size_t>(tokens + at)] = height;
        positions.values[static_cast<std::size_t>(2 * tokens + at)] = width;
    };
    std::int64_t at = 0;
    auto& next = positions.next;
    const auto text = [&](std::int64_t end) {
        for (; at < end; ++at, ++next)
            set(at, next, next, next);
    };
    for (const auto& image : images) {
        text(image.start);
        for (std::int64_t row = 0; row < image.rows; ++row)
            for (std::int64_t column = 0; column < image.columns; ++column, ++at)
                set(at, next, next + row, next + column);
        next += std::max(image.rows, image.columns);
    }
    text(tokens);
    return positions;
}

}  // namespace engine
