#include "engine/device/kernel_set.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "engine/kernels/kernels.h"

namespace engine {
namespace {

#include "engine/device/kernels/tile_weight.h"

constexpr unsigned warp = 32;
constexpr unsigned productThreads = 128;
constexpr std::int64_t outputsOfBlock = 2 * productThreads / warp;  // a warp takes two
constexpr unsigned rowThreads = 256;
constexpr unsigned normThreads = 1024;
constexpr unsigned tileThreads = 8 * warp;  // tileWarps of tiles.cu
constexpr std::int64_t outputsOfTile = 16;
constexpr unsigned attendThreads = 128;  // headWarps of attention.cu
constexpr std::int64_t splits = 64;
constexpr std::int64_t rowsOfProduct = 8;

unsigned blocksFor(std::int64_t items, std::int64_t each) {
    return static_cast<unsigned>((items + each - 1) / each);
}

int asInt(std::int64_t value) {
    return static_cast<int>(value);
}

const float* floats(const at::Tensor& tensor) {
    return tensor.defined() ? tensor.const_data_ptr<float>() : nullptr;
}

std::string nameOf(MatrixFormat format) {
    return format == MatrixFormat::Bfloat16 ? "Bf16" : format == MatrixFormat::Int8 ? "Int8" : "Int4";
}

/// "productInt8x4" for three or four rows
std::string productName(MatrixFormat format, std::int64_t rows) {
    return "product" + nameOf(format) + (rows > 4 ? "x8" : rows > 2 ? "x4" : rows > 1 ? "x2" : "x1");
}

/// Rows [first, ...) of `out` are where its results go.
TileWeight tileOf(const Factor& factor, at::Tensor& out, std::int64_t first, std::int64_t each) {
    const auto& weight = *factor.weight;
    return {weight.values.const_data_ptr(),
            weight.scales.defined() ? weight.scales.const_data_ptr() : nullptr,
            floats(factor.bias),
            out.data_ptr<float>() + first * out.size(1),
            asInt(weight.outputs),
            asInt((out.size(1) + each - 1) / each)};
}

unsigned widthOfBlock(std::int64_t row) {
    return std::min(normThreads, blocksFor(row, warp) * warp);
}

}  // namespace

KernelSet::KernelSet(std::unique_ptr<KernelLauncher> launcher, const KernelShape& shape)
    : m_launcher(std::move(launcher)), m_shape(shape) {}

template <class... Arguments>
void KernelSet::launch(const char* kernel, const LaunchShape& shape, Arguments... arguments) const {
    const std::array<void*, sizeof...(Arguments)> pointers{
        const_cast<void*>(static_cast<const void*>(&arguments))...};
    m_launcher->launch(kernel, shape, pointers);
}

at::Tensor KernelSet::product(const Matrix& weight, const at::Tensor& rows, const at::Tensor& bias) const {
    auto out = at::empty({rows.size(0), weight.outputs}, rows.options());
    const LaunchShape shape{{blocksFor(weight.outputs, outputsOfBlock), 1, 1}, productThreads};
    const void* values = weight.values.const_data_ptr();
    const void* scales = weight.scales.defined() ? weight.scales.const_data_ptr() : nullptr;
    for (std::int64_t first = 0; first < rows.size(0); first += rowsOfProduct) {
        const auto count = std::min(rowsOfProduct, rows.size(0) - first);
        const auto* x = floats(rows) + first * weight.inputs;
        auto* to = out.data_ptr<float>() + first * weight.outputs;
        const auto name = productName(weight.format, count);
        if (weight.format == MatrixFormat::Bfloat16)
            launch(name.c_str(), shape, values, x, floats(bias), to, asInt(weight.inputs),
                   asInt(weight.outputs), asInt(count));
        else
            launch(name.c_str(), shape, values, scales, x, floats(bias), to, asInt(weight.inputs),
                   asInt(weight.outputs), asInt(count));
    }
    return out;
}

std::vector<at::Tensor> KernelSet::tiles(std::span<const Factor> factors, const at::Tensor& rows) const {
    std::vector<at::Tensor> out;
    for (const auto& factor : factors)
        out.push_back(at::empty({rows.size(0), factor.weight->outputs}, rows.options()));
    const auto name = "tiles" + nameOf(factors.front().weight->format);
    const auto inputs = rows.size(1);
    for (std::int64_t first = 0; first < rows.size(0); first += rowsOfProduct) {
        TileWeights weights{};
        unsigned blocks = 0;
        for (std::size_t i = 0; i < factors.size(); ++i) {
            weights.of[i] = tileOf(factors[i], out[i], first, outputsOfTile);
            blocks += static_cast<unsigned>(weights.of[i].blocks);
        }
        launch(name.c_str(), {{blocks, 1, 1}, tileThreads}, weights, floats(rows) + first * inputs,
               asInt(inputs), asInt(std::min(rowsOfProduct, rows.size(0) - first)));
    }
    return out;
}

at::Tensor KernelSet::gatedTiles(const Matrix& weight, const at::Tensor& rows) const {
    auto out = at::empty({rows.size(0), weight.outputs / 2}, rows.options());
    const auto name = "gatedTiles" + nameOf(weight.format);
    const auto inputs = rows.size(1);
    for (std::int64_t first = 0; first < rows.size(0); first += rowsOfProduct) {
        const TileWeights weights{{tileOf({&weight, {}}, out, first, outputsOfTile / 2), {}, {}}};
        launch(name.c_str(), {{static_cast<unsigned>(weights.of[0].blocks), 1, 1}, tileThreads}, weights,
               floats(rows) + first * inputs, asInt(inputs),
               asInt(std::min(rowsOfProduct, rows.size(0) - first)));
    }
    return out;
}

at::Tensor KernelSet::widened(const Matrix& weight, std::int64_t begin, std::int64_t end,
                              at::ScalarType type) const {
    const bool eight = weight.format == MatrixFormat::Int8;
    auto out = at::empty({end - begin, weight.inputs}, weight.values.options().dtype(type));
    const auto steps = eight ? (weight.inputs + 15) / 16 : paddedInputs(weight.inputs) / 32;
    const LaunchShape shape{{blocksFor((end - begin) * steps, rowThreads), 1, 1}, rowThreads};
    const auto name =
        std::string(eight ? "widenInt8" : "widenInt4") + (type == at::kBFloat16 ? "Bf16" : "Half");
    const void* values = weight.values.const_data_ptr();
    const void* scales = weight.scales.const_data_ptr();
    launch(name.c_str(), shape, values, scales, out.data_ptr(), asInt(weight.inputs), asInt(begin),
           asInt(end - begin));
    return out;
}

at::Tensor KernelSet::rmsNorm(const at::Tensor& rows, const at::Tensor& weight, double epsilon) const {
    auto out = at::empty_like(rows);
    launch("rmsNorm", {{blocksFor(rows.size(0), 1), 1, 1}, widthOfBlock(rows.size(1))}, floats(rows),
           floats(weight), out.data_ptr<float>(), asInt(rows.size(1)), static_cast<float>(epsilon));
    return out;
}

NormedSum KernelSet::addNormed(const at::Tensor& rows, const at::Tensor& update, const Norm& after,
                               const Norm& next) const {
    NormedSum out{at::empty_like(rows), at::empty_like(rows)};
    launch("addNormed", {{blocksFor(rows.size(0), 1), 1, 1}, widthOfBlock(rows.size(1))}, floats(rows),
           floats(update), floats(after.weight), static_cast<float>(after.epsilon), floats(next.weight),
           static_cast<float>(next.epsilon), out.sum.data_ptr<float>(), out.normed.data_ptr<float>(),
           asInt(rows.size(1)));
    return out;
}

at::Tensor KernelSet::gated(const at::Tensor& gate, const at::Tensor& up) const {
    auto out = at::empty(gate.sizes(), gate.options());
    launch("siluMultiply", {{blocksFor(gate.numel(), rowThreads), 1, 1}, rowThreads}, floats(gate),
           floats(up), out.data_ptr<float>(), asInt(gate.size(1)), asInt(gate.stride(0)), asInt(up.stride(0)),
           asInt(gate.size(0)));
    return out;
}

void KernelSet::rotatePairs(at::Tensor& heads, const Rotation& rotation) const {
    const auto pairs = rotation.cos.size(-1);
    launch("rotatePairs", {{blocksFor(heads.size(0) * heads.size(1) * pairs, rowThreads), 1, 1}, rowThreads},
           heads.data_ptr<float>(), floats(rotation.cos), floats(rotation.sin), asInt(heads.size(1)),
           asInt(heads.size(2)), asInt(pairs), asInt(heads.size(0)));
}

at::Tensor KernelSet::attend(const Heads& heads, const Rotation& rotation, double scale,
                             const at::Tensor& table, int layer) const {
    const auto rows = heads.query.size(0);
    const auto kvHeads = heads.key.size(1);
    const auto count = heads.query.size(1);
    const auto columns = asInt(table.size(1));
    const auto* places = table.const_data_ptr<std::int64_t>();
    const auto wide = static_cast<unsigned>(kvHeads);
    const auto high = static_cast<unsigned>(rows);
    const auto pairs = rotation.cos.size(-1);
    const auto queries = at::empty_like(heads.query);
    launch("placeRows", {{static_cast<unsigned>(count + kvHeads), high, 1}, warp}, floats(heads.query),
           floats(heads.key), floats(heads.value), floats(rotation.cos), floats(rotation.sin), places,
           queries.data_ptr<float>(), static_cast<float>(scale), asInt(count), asInt(pairs), layer, columns);
    auto partial =
        at::empty({rows, kvHeads, splits, m_shape.group, m_shape.headDim + 2}, heads.query.options());
    launch("attendSplits", {{static_cast<unsigned>(splits), wide, high}, attendThreads}, floats(queries),
           places, partial.data_ptr<float>(), layer, columns);
    auto out = at::empty_like(heads.query);
    launch("joinSplits", {{static_cast<unsigned>(count), high, 1}, attendThreads}, floats(partial), places,
           out.data_ptr<float>(), asInt(splits), columns);
    return out;
}

}  // namespace engine
