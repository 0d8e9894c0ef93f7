#include "tests/engine/device/host_launcher.h"

#include <map>
#include <stdexcept>
#include <utility>

#include "tests/engine/device/host_prelude.h"

using Arguments = std::span<void* const>;
using Kernels = std::map<std::string, std::function<void(Arguments)>>;

namespace {

#include "engine/device/kernels/lanes.cu"
#include "engine/device/kernels/products.cu"
#include "engine/device/kernels/rows.cu"
#include "engine/device/kernels/tile_weight.h"
#include "engine/device/kernels/tiles.cu"

/// The kernel with its parameters taken from where the launch points.
template <class... Parameters>
std::function<void(Arguments)> taking(void (*kernel)(Parameters...)) {
    return [kernel](Arguments arguments) {
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            if (arguments.size() != sizeof...(Parameters))
                throw std::logic_error("another number of arguments");
            kernel(*static_cast<Parameters*>(arguments[i])...);
        }
        (std::index_sequence_for<Parameters...>());
    };
}

// The attention's file is compiled for one model at a time.
#define ATTENTION_KERNELS(kernels)                    \
    (kernels)["placeRows"] = taking(placeRows);       \
    (kernels)["attendSplits"] = taking(attendSplits); \
    (kernels)["joinSplits"] = taking(joinSplits);

#define HEAD_DIM 16
#define GROUP 2
#define CACHE 0
namespace tinyFloat {
#include "engine/device/kernels/attention.cu"
void add(Kernels& kernels) {
    ATTENTION_KERNELS(kernels)
}
}  // namespace tinyFloat
#undef CACHE
#define CACHE 1
namespace tinyBf16 {
#include "engine/device/kernels/attention.cu"
void add(Kernels& kernels) {
    ATTENTION_KERNELS(kernels)
}
}  // namespace tinyBf16
#undef CACHE
#define CACHE 2
namespace tinyInt8 {
#include "engine/device/kernels/attention.cu"
void add(Kernels& kernels) {
    ATTENTION_KERNELS(kernels)
}
}  // namespace tinyInt8
#undef HEAD_DIM
#undef GROUP
#undef CACHE
#define HEAD_DIM 128
#define GROUP 16
#define CACHE 1
namespace whole {
#include "engine/device/kernels/attention.cu"
void add(Kernels& kernels) {
    ATTENTION_KERNELS(kernels)
}
}  // namespace whole

void addAttention(const engine::KernelShape& shape, Kernels& kernels) {
    if (shape.headDim == 128 && shape.group == 16 && shape.cache == at::kBFloat16) return whole::add(kernels);
    if (shape.headDim != 16 || shape.group != 2) throw std::runtime_error("no such kernels here");
    if (shape.cache == at::kFloat) return tinyFloat::add(kernels);
    if (shape.cache == at::kBFloat16) return tinyBf16::add(kernels);
    tinyInt8::add(kernels);
}

#define NAMED(name) \
    { #name, taking(name) }

Kernels kernelsFor(const engine::KernelShape& shape) {
    Kernels kernels{NAMED(productBf16x1),  NAMED(productBf16x2), NAMED(productBf16x4), NAMED(productBf16x8),
                    NAMED(productInt8x1),  NAMED(productInt8x2), NAMED(productInt8x4), NAMED(productInt8x8),
                    NAMED(productInt4x1),  NAMED(productInt4x2), NAMED(productInt4x4), NAMED(productInt4x8),
                    NAMED(widenInt8Bf16),  NAMED(widenInt4Bf16), NAMED(widenInt8Half), NAMED(widenInt4Half),
                    NAMED(rmsNorm),        NAMED(siluMultiply),  NAMED(rotatePairs),   NAMED(addNormed),
                    NAMED(tilesBf16),      NAMED(tilesInt8),     NAMED(tilesInt4),     NAMED(gatedTilesBf16),
                    NAMED(gatedTilesInt8), NAMED(gatedTilesInt4)};
    addAttention(shape, kernels);
    return kernels;
}

class Launcher final : public engine::KernelLauncher {
 public:
    Launcher(const engine::KernelShape& shape, host::Wrongness wrong)
        : m_kernels(kernelsFor(shape)), m_wrong(std::move(wrong)) {}

    void launch(const char* kernel, const engine::LaunchShape& shape, Arguments arguments) const override {
        const auto found = m_kernels.find(kernel);
        if (found == m_kernels.end()) throw std::logic_error(kernel);
        if (m_wrong.kernels.contains(kernel)) return;
        gridDim = {shape.blocks[0], shape.blocks[1], shape.blocks[2]};
        blockDim = {shape.threads, 1, 1};
        const std::function<void()> body = [&] { found->second(arguments); };
        for (blockIdx.z = 0; blockIdx.z < gridDim.z; ++blockIdx.z)
            for (blockIdx.y = 0; blockIdx.y < gridDim.y; ++blockIdx.y)
                for (blockIdx.x = 0; blockIdx.x < gridDim.x; ++blockIdx.x)
                    host::Block::current().run(shape.threads, body);
    }

 private:
    Kernels m_kernels;
    host::Wrongness m_wrong;
};

}  // namespace

namespace host {

std::unique_ptr<engine::KernelLauncher> launcher(const engine::KernelShape& shape, Wrongness wrong) {
    return std::make_unique<Launcher>(shape, std::move(wrong));
}

}  // namespace host
