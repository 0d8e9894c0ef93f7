#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <ATen/ATen.h>

#include "engine/device/arithmetic.h"
#include "engine/device/kernel_launcher.h"
#include "engine/device/kernel_sources.h"

namespace engine {

/// The kernels of engine/device/kernels, called with tensors of the launcher's device. Rows are float32 and
/// contiguous. All throw EngineError Internal when a launch fails.
class KernelSet {
 public:
    KernelSet(std::unique_ptr<KernelLauncher> launcher, const KernelShape& shape);

    /// Few rows of a bfloat16, int8 or int4 weight: [rows, inputs] -> [rows, outputs]
    at::Tensor product(const Matrix& weight, const at::Tensor& rows, const at::Tensor& bias) const;

    /// The same for up to three weights of one format at once, on the matrix units of cards since compute
    /// capability 8.
    std::vector<at::Tensor> tiles(std::span<const Factor> factors, const at::Tensor& rows) const;
    /// silu of the first half of the outputs times the second half: -> [rows, outputs / 2]
    at::Tensor gatedTiles(const Matrix& weight, const at::Tensor& rows) const;

    /// Outputs [begin, end) of an int8 or int4 weight in bfloat16 or half precision: [end - begin, inputs]
    at::Tensor widened(const Matrix& weight, std::int64_t begin, std::int64_t end, at::ScalarType type) const;

    at::Tensor rmsNorm(const at::Tensor& rows, const at::Tensor& weight, double epsilon) const;
    NormedSum addNormed(const at::Tensor& rows, const at::Tensor& update, const Norm& after,
                        const Norm& next) const;
    at::Tensor gated(const at::Tensor& gate, const at::Tensor& up) const;
    void rotatePairs(at::Tensor& heads, const Rotation& rotation) const;

    /// Heads that are neither rotated nor scaled yet; `table` as Arithmetic::tableOf makes it -> [rows,
    /// heads, head dim]
    at::Tensor attend(const Heads& heads, const Rotation& rotation, double scale, const at::Tensor& table,
                      int layer) const;

 private:
    template <class... Arguments>
    void launch(const char* kernel, const LaunchShape& shape, Arguments... arguments) const;

    std::unique_ptr<KernelLauncher> m_launcher;
    KernelShape m_shape;
};

}  // namespace engine
