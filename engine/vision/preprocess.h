#pragma once

#include <ATen/ATen.h>

#include "engine/image.h"
#include "engine/vision/image_grid.h"

namespace engine {

/// Resizes the picture to its grid, normalises it and cuts it, on `device`: float32 [patches, 3 * temporal
/// patch * patch * patch]. Patches that will be merged lie together. Throws BadRequest when the picture's
/// bytes don't fit its size.
at::Tensor preprocess(const Image& image, const ImageGrid& grid, const ImageSettings& settings,
                      at::Device device = at::kCPU);

}  // namespace engine
