#pragma once

#include <array>
#include <cstdint>
#include <filesystem>

#include "engine/model/config.h"

namespace engine {

/// How a picture becomes patches, from preprocessor_config.json.
struct ImageSettings {
    std::int64_t leastPixels = 0;  ///< of all frames that the temporal patch repeats
    std::int64_t mostPixels = 0;
    int patch = 0;
    int temporalPatch = 0;
    int merge = 0;
    std::array<float, 3> mean{};
    std::array<float, 3> deviation{};
    double rescale = 0;

    /// Pixels are a multiple of this, so that patches merge evenly.
    int factor() const { return patch * merge; }
    /// No picture becomes more tokens.
    int mostTokens() const;
};

/// Throws ConfigUnsupported for steps that this engine lacks or that don't fit the vision tower.
ImageSettings readImageSettings(const std::filesystem::path& file, const VisionConfig& vision);

}  // namespace engine
