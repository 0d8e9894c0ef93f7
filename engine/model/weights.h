#pragma once

#include <functional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include <ATen/ATen.h>

#include "engine/device/arithmetic.h"
#include "engine/engine.h"
#include "engine/model/checkpoint.h"
#include "engine/model/matrix.h"

namespace engine {

/// What becomes of a checkpoint's weights.
struct WeightFormats {
    at::ScalarType dense = at::kFloat;  ///< float32 or bfloat16: embeddings, tables
    MatrixFormat body = MatrixFormat::Float32;
    MatrixFormat head = MatrixFormat::Float32;
    MatrixFormat vision = MatrixFormat::Float32;
    bool hostEmbeddings = false;  ///< they stay in host memory, whatever computes

    MatrixFormat of(const std::string& name) const;
};

/// Auto follows what is stored, and float16 becomes float32, since GLM's activations pass its largest number.
/// Throws ConfigUnsupported when a quantised checkpoint is asked for in another kind.
WeightFormats formatsFor(const Checkpoint& checkpoint, WeightsKind kind);

/// "float32", "bfloat16", "int8" or "int4"
const char* nameOf(const WeightFormats& formats);

/// Hands the tensors of a checkpoint to the blocks that need them, each once: on a card, or as views of the
/// mapped file where they are used as they are stored. What is copied or quantised is read once, and its
/// pages are given back.
class WeightReader {
 public:
    /// Throws OutOfMemory when weights must be converted or copied to a card and there is no room for that;
    /// `arithmetic` computes with what is read, and outlives it.
    WeightReader(const Checkpoint& checkpoint, const WeightFormats& formats, const Arithmetic& arithmetic,
                 LoadProgress progress, std::stop_token stop);

    const WeightFormats& formats() const { return m_formats; }
    const Arithmetic& arithmetic() const { return m_arithmetic; }

    // All throw TensorMissing, TensorShape or TensorType, and Cancelled when a stop was asked for.

    /// In the dense type; in host memory where the formats say so.
    at::Tensor embeddings(const std::string& name, const std::vector<std::int64_t>& shape);
    /// In float32.
    at::Tensor wide(const std::string& name, const std::vector<std::int64_t>& shape);
    at::Tensor vector(const std::string& name, std::int64_t size) { return wide(name, {size}); }
    /// All but the first of `shape` become the inputs.
    Matrix matrix(const std::string& name, const std::vector<std::int64_t>& shape);

    /// The head that is tied to these embeddings: they themselves, or made of them.
    Matrix headOf(const at::Tensor& embeddings);

    /// A tensor that other checkpoints of the family carry and that isn't needed.
    void ignore(const std::string& name) { m_taken.insert(name); }

    /// Throws TensorUnexpected for the first tensor that nobody took.
    void finish() const;

    std::int64_t parameters() const { return m_parameters; }
    /// What was handed out, mapped or made.
    std::int64_t bytes() const { return m_bytes; }

 private:
    const Checkpoint::Tensor& find(const std::string& name);
    const Checkpoint::Tensor& find(const std::string& name, const std::vector<std::int64_t>& shape);
    at::Tensor stored(const Checkpoint::Tensor& tensor) const;
    at::Tensor placed(const at::Tensor& weights, const Checkpoint::Tensor& tensor) const;
    Matrix placed(Matrix made, const Checkpoint::Tensor& tensor) const;
    Matrix madeMatrix(const std::string& name, const std::vector<std::int64_t>& shape, std::int64_t outputs,
                      std::int64_t inputs);
    Matrix storedMatrix(const std::string& name, std::int64_t outputs, std::int64_t inputs);

    const Checkpoint& m_checkpoint;
    WeightFormats m_formats;
    const Arithmetic& m_arithmetic;
    LoadProgress m_progress;
    std::stop_token m_stop;
    std::set<std::string> m_taken;
    std::int64_t m_parameters = 0;
    std::int64_t m_bytes = 0;
};

}  // namespace engine
