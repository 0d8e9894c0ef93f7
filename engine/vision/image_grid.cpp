#include "engine/vision/image_grid.h"

#include <algorithm>
#include <cmath>

#include "engine/error.h"

namespace engine {

// transformers: smart_resize of glm46v. Doubles and their rounding are Python's: half to even, the default of
// nearbyint.
ImageGrid gridOf(int width, int height, const ImageSettings& settings) {
    if (width < 1 || height < 1) throw EngineError(ErrorCode::BadRequest, {}, "an empty picture");
    const double factor = settings.factor();
    const double frames = settings.temporalPatch;
    double wide = width;
    double high = height;
    if (high < factor || wide < factor) {
        const auto scale = std::max(factor / high, factor / wide);
        high = std::trunc(high * scale);
        wide = std::trunc(wide * scale);
    }
    if (std::max(high, wide) / std::min(high, wide) > 200)
        throw EngineError(ErrorCode::ImageTooThin, {}, {}, {width, height});

    const auto pixels = frames * high * wide;
    const auto least = static_cast<double>(settings.leastPixels);
    const auto most = static_cast<double>(settings.mostPixels);
    auto rows = std::nearbyint(high / factor);  // of merged patches
    auto columns = std::nearbyint(wide / factor);
    const auto rounded = frames * rows * factor * columns * factor;
    if (rounded > most) {
        const auto shrink = std::sqrt(pixels / most);
        rows = std::max(1.0, std::floor(high / shrink / factor));
        columns = std::max(1.0, std::floor(wide / shrink / factor));
    } else if (rounded < least) {
        const auto stretch = std::sqrt(least / pixels);
        rows = std::ceil(high * stretch / factor);
        columns = std::ceil(wide * stretch / factor);
    }
    const std::int64_t merge = settings.merge;
    return {static_cast<std::int64_t>(rows) * merge, static_cast<std::int64_t>(columns) * merge};
}

ImageGrid gridOf(int width, int height, const ImageSettings& settings, int mostTokens) {
    if (mostTokens <= 0) return gridOf(width, height, settings);
    const std::int64_t side = settings.factor();
    ImageSettings capped = settings;
    capped.mostPixels = std::min(settings.mostPixels, mostTokens * side * side * settings.temporalPatch);
    capped.leastPixels = std::min(settings.leastPixels, capped.mostPixels);
    ImageGrid grid = gridOf(width, height, capped);
    // One row of a thin picture may still be too long.
    const std::int64_t merge = settings.merge;
    auto& shorter = grid.rows < grid.columns ? grid.rows : grid.columns;
    auto& longer = grid.rows < grid.columns ? grid.columns : grid.rows;
    if (grid.patches() > mostTokens * merge * merge) {
        shorter = std::min(shorter, mostTokens * merge);
        longer = std::max<std::int64_t>(1, mostTokens / (shorter / merge)) * merge;
    }
    return grid;
}

}  // namespace engine
