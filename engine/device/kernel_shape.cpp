#include "engine/device/kernel_sources.h"

namespace engine {

KernelShape kernelShapeOf(const TextConfig& config, at::ScalarType cacheType) {
    return {config.heads / config.kvHeads, config.headDim, cacheType};
}

std::vector<std::string> definitionsOf(const KernelShape& shape) {
    const int cache = shape.cache == at::kFloat ? 0 : shape.cache == at::kBFloat16 ? 1 : 2;
    return {"-DGROUP=" + std::to_string(shape.group), "-DHEAD_DIM=" + std::to_string(shape.headDim),
            "-DCACHE=" + std::to_string(cache)};
}

const std::vector<const char*>& kernelNames() {
    static const std::vector<const char*> names{
        "productBf16x1", "productBf16x2",  "productBf16x4",  "productBf16x8", "productInt8x1",
        "productInt8x2", "productInt8x4",  "productInt8x8",  "productInt4x1", "productInt4x2",
        "productInt4x4", "productInt4x8",  "widenInt8Bf16",  "widenInt4Bf16", "widenInt8Half",
        "widenInt4Half", "rmsNorm",        "siluMultiply",   "rotatePairs",   "addNormed",
        "placeRows",     "attendSplits",   "joinSplits",     "tilesBf16",     "tilesInt8",
        "tilesInt4",     "gatedTilesBf16", "gatedTilesInt8", "gatedTilesInt4"};
    return names;
}

}  // namespace engine
