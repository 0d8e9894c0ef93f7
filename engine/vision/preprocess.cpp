#include "engine/vision/preprocess.h"

#include <cstdint>
#include <vector>

#include "engine/error.h"
#include "engine/vision/whole_number_resize.h"

namespace engine {
namespace {

constexpr std::int64_t channels = 3;

/// uint8 [1, 3, height, width], rows of pixels in memory as they came.
at::Tensor pixelsOf(const Image& image) {
    const auto bytes = std::int64_t{image.width} * image.height * channels;
    if (image.width < 1 || image.height < 1 || static_cast<std::int64_t>(image.rgb.size()) != bytes)
        throw EngineError(ErrorCode::BadRequest, {}, "a picture whose bytes don't fit its size");
    auto* data = const_cast<std::uint8_t*>(image.rgb.data());
    return at::from_blob(data, {1, image.height, image.width, channels}, at::kByte).permute({0, 3, 1, 2});
}

/// torchvision: resize(uint8, bicubic, antialias=True), which leaves a picture of the right size alone.
at::Tensor resized(const at::Tensor& pixels, std::int64_t height, std::int64_t width) {
    if (pixels.size(2) == height && pixels.size(3) == width) return pixels;
    if (!pixels.device().is_cpu()) return resizedByWholeNumbers(pixels, height, width);
    return at::_upsample_bicubic2d_aa(pixels.contiguous(), {height, width}, false);
}

/// float32 [1, 3, 1, 1], in pixel values instead of 0 to 1.
at::Tensor inPixelValues(const std::array<float, channels>& values, double rescale) {
    return at::tensor(at::ArrayRef<float>(values), at::kFloat).mul_(1.0 / rescale).view({1, channels, 1, 1});
}

}  // namespace

// transformers: Glm46VImageProcessor._preprocess
at::Tensor preprocess(const Image& image, const ImageGrid& grid, const ImageSettings& settings,
                      at::Device device) {
    const std::int64_t patch = settings.patch;
    const std::int64_t merge = settings.merge;
    const std::int64_t frames = settings.temporalPatch;
    const auto whole = resized(pixelsOf(image).to(device), grid.rows * patch, grid.columns * patch);
    auto values = whole.to(at::kFloat, false, false, at::MemoryFormat::Contiguous)
                      .sub_(inPixelValues(settings.mean, settings.rescale).to(device))
                      .div_(inPixelValues(settings.deviation, settings.rescale).to(device));
    // [3, row blocks, row in block, y, column blocks, column in block, x]
    const auto cut =
        values.view({channels, grid.rows / merge, merge, patch, grid.columns / merge, merge, patch});
    // [row blocks, column blocks, row in block, column in block, 3, frames, y, x]: a picture is every frame
    return cut.permute({1, 4, 2, 5, 0, 3, 6})
        .unsqueeze(5)
        .expand({-1, -1, -1, -1, -1, frames, -1, -1})
        .reshape({grid.patches(), channels * frames * patch * patch});
}

}  // namespace engine
