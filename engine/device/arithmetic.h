#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <ATen/ATen.h>

#include "engine/model/matrix.h"
#include "engine/model/pass.h"
#include "engine/model/rope.h"

namespace engine {

/// Queries, keys and values of one attention, float32 [rows, heads, head dim] each; keys and values may have
/// fewer heads.
struct Heads {
    at::Tensor query;
    at::Tensor key;
    at::Tensor value;
    /// Their products may be taken in bfloat16, since the weights that made them are rounded so or further.
    bool rounded = false;
};

/// A weight that rows are multiplied with.
struct Factor {
    const Matrix* weight = nullptr;
    at::Tensor bias;  ///< float32 [outputs] or undefined
};

/// The weight of a root mean square norm, float32 [width], and what is added before the root.
struct Norm {
    at::Tensor weight;
    double epsilon = 0;
};

/// Rows after a block was added to them, and those normed for the next block: float32 [rows, width].
struct NormedSum {
    at::Tensor sum;
    at::Tensor normed;
};

/// How the model's rooms compute, and where: the one place where processor and card differ. Weights lie on
/// device(); rows are float32 there, whatever the weights are. Const, and used by one thread at a time.
class Arithmetic {
 public:
    Arithmetic() = default;
    Arithmetic(const Arithmetic&) = delete;
    Arithmetic& operator=(const Arithmetic&) = delete;
    virtual ~Arithmetic() = default;

    virtual at::Device device() const = 0;

    /// Whether products need Matrix::length.
    virtual bool needsLengths() const { return false; }

    /// [rows, inputs] -> [rows, outputs]; bias is float32 [outputs] or undefined.
    virtual at::Tensor multiply(const Matrix& weight, const at::Tensor& rows,
                                const at::Tensor& bias) const = 0;

    /// The product with each of some weights that have the same inputs.
    virtual std::vector<at::Tensor> multiplyEach(std::span<const Factor> factors,
                                                 const at::Tensor& rows) const {
        std::vector<at::Tensor> products;
        for (const auto& [weight, bias] : factors)
            products.push_back(multiply(*weight, rows, bias));
        return products;
    }

    /// silu of the first half of a weight's outputs times the second half: -> [rows, outputs / 2]
    virtual at::Tensor multiplyGated(const Matrix& weight, const at::Tensor& rows) const {
        const auto halves = multiply(weight, rows, {}).chunk(2, -1);
        return gated(halves[0], halves[1]);
    }

    /// [rows, width] -> a fresh [rows, width]
    virtual at::Tensor rmsNorm(const at::Tensor& rows, const at::Tensor& weight, double epsilon) const = 0;

    /// rows + rmsNorm(update, after), and rmsNorm(that, next); both fresh.
    virtual NormedSum addNormed(const at::Tensor& rows, const at::Tensor& update, const Norm& after,
                                const Norm& next) const {
        auto sum = rmsNorm(update, after.weight, after.epsilon).add_(rows);
        auto normed = rmsNorm(sum, next.weight, next.epsilon);
        return {std::move(sum), std::move(normed)};
    }

    /// rows + update, which may become it, and rmsNorm(that, next), which is fresh.
    virtual NormedSum addThenNorm(const at::Tensor& rows, at::Tensor update, const Norm& next) const {
        update.add_(rows);
        auto normed = rmsNorm(update, next.weight, next.epsilon);
        return {std::move(update), std::move(normed)};
    }

    /// silu(gate) * up of [rows, inner] each, any row stride, into a fresh tensor.
    virtual at::Tensor gated(const at::Tensor& gate, const at::Tensor& up) const = 0;

    /// In place, [rows, heads, head dim]: neighbouring pairs of the first dimensions.
    virtual void rotatePairs(at::Tensor& heads, const Rotation& rotation) const = 0;
    /// In place, any strides but the last: pairs that lie half a head apart.
    virtual void rotateHalves(at::Tensor& heads, const Rotation& rotation) const = 0;

    /// What attend() wants to know of the segments on the device: int64 [rows, columns], or undefined. The
    /// caches hold the rows already.
    virtual at::Tensor tableOf(std::span<const Segment>) const { return {}; }

    /// Stores a layer's keys and values of the pass's rows, and lets each query, which is scaled already, see
    /// its conversation up to itself: -> [rows, heads, head dim]. One segment's many rows may come with the
    /// newest queries alone. A pass with a table goes through attendRotated().
    virtual at::Tensor attend(const Heads& heads, const Pass& pass, int layer) const = 0;

    /// The same of heads that are neither rotated nor scaled yet, which it may write over.
    virtual at::Tensor attendRotated(Heads heads, const Rotation& rotation, double scale, const Pass& pass,
                                     int layer) const {
        rotatePairs(heads.query, rotation);
        rotatePairs(heads.key, rotation);
        heads.query.mul_(scale);
        return attend(heads, pass, layer);
    }

    /// All patches of one picture see each other: -> [patches, heads, head dim].
    virtual at::Tensor attendPicture(const Heads& heads, double scale) const = 0;
};

}  // namespace engine
