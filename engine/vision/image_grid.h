#pragma once

#include <cstdint>

#include "engine/vision/image_settings.h"

namespace engine {

/// How a picture is cut: the one place that decides it, for the prompt's budget, its placeholders and the
/// tower.
struct ImageGrid {
    std::int64_t rows = 0;  ///< of patches
    std::int64_t columns = 0;

    std::int64_t patches() const { return rows * columns; }
};

/// width, height: of the picture as it came. Throws ImageTooThin past 200:1.
ImageGrid gridOf(int width, int height, const ImageSettings& settings);
/// As above, with at most this many tokens; 0: no cap. A very thin picture becomes less thin under a small
/// cap.
ImageGrid gridOf(int width, int height, const ImageSettings& settings, int mostTokens);

}  // namespace engine
