#pragma once

#include <string>

#include "engine/image.h"

namespace app {

/// A picture as a data URL in PNG, every pixel as it is. `mostTokens` above 0: scaled down to so many patches
/// of 28 x 28 pixels, GLM's own measure of a picture's tokens.
std::string pictureUrl(const engine::Image& image, int mostTokens);

}  // namespace app
