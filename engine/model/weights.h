#pragma once

#include <functional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include <ATen/ATen.h>

#include "engine/engine.h"
#include "engine/model/checkpoint.h"

namespace engine {

/// The type that a checkpoint is computed in: float32 or bfloat16. Auto follows the token embeddings as
/// stored, and float16 becomes float32, since GLM's activations pass its largest number.
at::ScalarType computeType(const Checkpoint& checkpoint, WeightsKind kind);

/// Hands the tensors of a checkpoint to the blocks that need them, each once, as views of the mapped file
/// where the type is the stored one.
class WeightReader {
 public:
    /// Throws OutOfMemory when the weights must be converted and there is no room for that.
    WeightReader(const Checkpoint& checkpoint, at::ScalarType type, LoadProgress progress,
                 std::stop_token stop);

    at::ScalarType type() const { return m_type; }

    /// Throws TensorMissing, TensorShape or TensorType, and Cancelled when a stop was asked for.
    at::Tensor take(const std::string& name, std::vector<std::int64_t> shape);

    /// A tensor that other checkpoints of the family carry and that isn't needed.
    void ignore(const std::string& name) { m_taken.insert(name); }

    /// Throws TensorUnexpected for the first tensor that nobody took.
    void finish() const;

    std::int64_t parameters() const { return m_parameters; }

 private:
    const Checkpoint& m_checkpoint;
    at::ScalarType m_type;
    LoadProgress m_progress;
    std::stop_token m_stop;
    std::set<std::string> m_taken;
    std::int64_t m_parameters = 0;
};

}  // namespace engine
