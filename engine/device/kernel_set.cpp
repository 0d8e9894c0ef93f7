#include "engine/device/kernel_set.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "engine/kernels/kernels.h"

namespace engine {
namespace {

constexpr unsigned warp = 32;
constexpr unsigned productThreads = 128;
constexpr std::int64_t outputsOfBlock = 2 * productThreads / warp;  // a warp takes two
constexpr unsigned rowThreads = 256;
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

/// "productInt8x4" for three or four rows
std::string productName(MatrixFormat format, std::int64_t rows) {
    const std::string kind = format == MatrixFormat::Bfloat16 ? "Bf16"
                             : format == MatrixFormat::Int8   ? "Int8"
                                                              : "Int4";
    return "product" + kind + (rows > 4 ? "x8" : rows > 2 ? "x4" : rows > 1 ? "x2" : "x1");
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
    launch("rmsNorm", {{blocksFor(rows.size(0), 1), 1, 1}, rowThreads}, floats(rows), floats(weight),
           out.data_ptr<float>(), asInt(rows.size(1)), static_cast<float>(epsilon));
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

at::Tensor KernelSet::attend(const Heads& heads, const at::Tensor& table, int layer) const {
    const auto rows = heads.query.size(0);
    const auto kvHeads = heads.key.size(1);
    const auto columns = asInt(table.size(1));
    const auto* places = table.const_data_ptr<std::int64_t>();
    const auto wide = static_cast<unsigned>(kvHeads);
    const auto high = static_cast<unsigned>(rows);
    launch("storeRows", {{wide, high, 1}, warp}, floats(heads.key), floats(heads.value), places, layer,
           columns);
    auto partial =
        at::empty({rows, kvHeads, splits, m_shape.group, m_shape.headDim + 2}, heads.query.options());
    launch("attendSplits", {{static_cast<unsigned>(splits), wide, high}, attendThreads}, floats(heads.query),
           places, partial.data_ptr<float>(), layer, columns);
    auto out = at::empty_like(heads.query);
    launch("joinSplits", {{static_cast<unsigned>(heads.query.size(1)), high, 1}, attendThreads},
           floats(partial), places, out.data_ptr<float>(), asInt(splits), columns);
    return out;
}

}  // namespace engine
