#pragma once

#include <memory>

#include "engine/device/arithmetic.h"
#include "engine/kernels/team.h"

namespace engine {

/// The processor's way: kernels of engine/kernels for few rows, libtorch for many. Gives a short segment's
/// rows the same bits in any company.
class CpuArithmetic final : public Arithmetic {
 public:
    /// With as many threads as libtorch has.
    CpuArithmetic();

    at::Device device() const override { return at::kCPU; }
    at::Tensor multiply(const Matrix& weight, const at::Tensor& rows, const at::Tensor& bias) const override;
    std::vector<at::Tensor> multiplyEach(std::span<const Factor> factors,
                                         const at::Tensor& rows) const override;
    at::Tensor rmsNorm(const at::Tensor& rows, const at::Tensor& weight, double epsilon) const override;
    NormedSum addNormed(const at::Tensor& rows, const at::Tensor& update, const Norm& after,
                        const Norm& next) const override;
    NormedSum addThenNorm(const at::Tensor& rows, at::Tensor update, const Norm& next) const override;
    at::Tensor gated(const at::Tensor& gate, const at::Tensor& up) const override;
    void rotatePairs(at::Tensor& heads, const Rotation& rotation) const override;
    void rotateHalves(at::Tensor& heads, const Rotation& rotation) const override;
    at::Tensor attend(const Heads& heads, const Pass& pass, int layer) const override;
    at::Tensor attendRotated(Heads heads, const Rotation& rotation, double scale, const Pass& pass,
                             int layer) const override;
    at::Tensor attendPicture(const Heads& heads, double scale) const override;

 private:
    /// work(begin, end) over rows: by the team, or, where rows are many and libtorch's threads multiply
    /// matrices in between, by those.
    template <class Work>
    void share(std::int64_t rows, std::int64_t atOnce, const Work& work) const;

    /// rows + sums into `sums`, whose row that begins at value `at` prepare(at) fills before; and that
    /// normed.
    template <class Prepare>
    NormedSum addAndNorm(const at::Tensor& rows, at::Tensor sums, const Norm& next,
                         const Prepare& prepare) const;

    void rotateAndScale(at::Tensor& heads, const Rotation& rotation, float scale) const;

    std::unique_ptr<Team> m_team;
};

}  // namespace engine
