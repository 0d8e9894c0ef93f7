#pragma once

#include <cstdint>
#include <memory>

#include "engine/device/arithmetic.h"
#include "engine/device/fast_paths.h"
#include "engine/device/kernel_set.h"

namespace engine {

/// A card's way: libtorch's tensor operations, which run wherever the tensors lie, so that tests run it on
/// the processor; and on fast paths our kernels and libtorch's fused attention. Rows between the operations
/// are float32 on every card.
class TensorArithmetic final : public Arithmetic {
 public:
    /// products: what many rows are multiplied in, bfloat16, or float16 on cards without it, where rows are
    /// scaled so that no sum can pass its range, or float32. Without kernels only fused attention is fast.
    TensorArithmetic(at::Device device, at::ScalarType products, std::shared_ptr<const KernelSet> kernels,
                     FastPaths paths);

    const FastPaths& paths() const { return m_paths; }
    /// What many rows are multiplied in.
    at::ScalarType products() const { return m_products; }
    bool hasKernels() const { return m_kernels != nullptr; }
    /// While loading, on the loading thread.
    void allow(FastPath path, bool allowed) { m_paths.set(path, allowed); }

    at::Device device() const override { return m_device; }
    bool needsLengths() const override { return m_products == at::kHalf; }
    at::Tensor multiply(const Matrix& weight, const at::Tensor& rows, const at::Tensor& bias) const override;
    std::vector<at::Tensor> multiplyEach(std::span<const Factor> factors,
                                         const at::Tensor& rows) const override;
    at::Tensor multiplyGated(const Matrix& weight, const at::Tensor& rows) const override;
    at::Tensor rmsNorm(const at::Tensor& rows, const at::Tensor& weight, double epsilon) const override;
    NormedSum addNormed(const at::Tensor& rows, const at::Tensor& update, const Norm& after,
                        const Norm& next) const override;
    at::Tensor gated(const at::Tensor& gate, const at::Tensor& up) const override;
    void rotatePairs(at::Tensor& heads, const Rotation& rotation) const override;
    void rotateHalves(at::Tensor& heads, const Rotation& rotation) const override;
    at::Tensor tableOf(std::span<const Segment> segments) const override;
    at::Tensor attend(const Heads& heads, const Pass& pass, int layer) const override;
    at::Tensor attendRotated(Heads heads, const Rotation& rotation, double scale, const Pass& pass,
                             int layer) const override;
    at::Tensor attendPicture(const Heads& heads, double scale) const override;

 private:
    bool uses(FastPath path) const { return m_paths.has(path) && m_kernels != nullptr; }
    bool fitsTiles(const Matrix& weight, std::int64_t rows) const;
    at::Tensor multiplyMany(const Matrix& weight, const at::Tensor& rows) const;
    at::Tensor multiplyNarrow(const Matrix& weight, const at::Tensor& narrow) const;
    at::Tensor piece(const Matrix& weight, std::int64_t begin, std::int64_t end) const;
    at::Tensor attendSegment(const at::Tensor& queries, const KvCache& cache, int layer) const;

    at::Device m_device;
    at::ScalarType m_products;
    std::shared_ptr<const KernelSet> m_kernels;
    FastPaths m_paths;
};

}  // namespace engine
