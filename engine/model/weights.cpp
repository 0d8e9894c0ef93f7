#include "engine/model/weights.h"

#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

#include "engine/error.h"
#include "engine/model/layer_watch.h"
#include "engine/model/system_memory.h"

namespace engine {
namespace {

std::optional<at::ScalarType> floatingType(ElementType type) {
    switch (type) {
        case ElementType::Float32:
            return at::kFloat;
        case ElementType::Bfloat16:
            return at::kBFloat16;
        case ElementType::Float16:
            return at::kHalf;
        default:
            return std::nullopt;
    }
}

/// Shares the mapping's life; copies only what isn't aligned for its type.
at::Tensor view(const Checkpoint::Tensor& tensor, at::ScalarType type) {
    const auto& entry = *tensor.entry;
    const auto* start = entry.data.data();
    const auto options = at::TensorOptions().dtype(type);
    if (reinterpret_cast<std::uintptr_t>(start) % bytesOf(entry.type) != 0) {
        auto copy = at::empty(entry.shape, options);
        std::memcpy(copy.data_ptr(), start, entry.data.size());
        return copy;
    }
    // The mapping is read-only; weights are never written.
    auto* data = const_cast<std::byte*>(start);
    return at::from_blob(
        data, entry.shape, [keep = tensor.file->mapping()](void*) {}, options);
}

/// Converting is the only thing that loading allocates for, and it may be tens of gigabytes: asked about
/// beforehand, since a system that overcommits would end the program instead.
void requireRoomToConvert(const Checkpoint& checkpoint, at::ScalarType type) {
    std::int64_t wanted = 0;
    for (const auto& [name, tensor] : checkpoint.tensors()) {
        const auto& entry = *tensor.entry;
        if (floatingType(entry.type) == type) continue;
        const auto elements = entry.data.size() / bytesOf(entry.type);
        wanted += static_cast<std::int64_t>(elements * c10::elementSize(type));
    }
    const auto free = freeMemory();
    if (free > 0 && wanted > free)
        throw EngineError(ErrorCode::OutOfMemory, checkpoint.index().string(),
                          std::string("the weights in ") + (type == at::kFloat ? "float32" : "bfloat16"),
                          {wanted, free});
}

}  // namespace

at::ScalarType computeType(const Checkpoint& checkpoint, WeightsKind kind) {
    if (kind == WeightsKind::Bfloat16) return at::kBFloat16;
    if (kind == WeightsKind::Float32) return at::kFloat;
    const auto found = checkpoint.tensors().find("model.language_model.embed_tokens.weight");
    const auto stored =
        found == checkpoint.tensors().end() ? ElementType::Float32 : found->second.entry->type;
    return stored == ElementType::Bfloat16 ? at::kBFloat16 : at::kFloat;
}

WeightReader::WeightReader(const Checkpoint& checkpoint, at::ScalarType type, LoadProgress progress,
                           std::stop_token stop)
    : m_checkpoint(checkpoint), m_type(type), m_progress(std::move(progress)), m_stop(std::move(stop)) {
    requireRoomToConvert(checkpoint, type);
}

at::Tensor WeightReader::take(const std::string& name, std::vector<std::int64_t> shape) {
    throwIfStopped(m_stop);
    const auto found = m_checkpoint.tensors().find(name);
    if (found == m_checkpoint.tensors().end())
        throw EngineError(ErrorCode::TensorMissing, m_checkpoint.index().string(), name);
    const auto& tensor = found->second;
    const auto& entry = *tensor.entry;
    const auto file = tensor.file->file().string();
    if (entry.shape != shape)
        throw EngineError(ErrorCode::TensorShape, file,
                          tensor.stored + ": " + textOf(entry.shape) + " instead of " + textOf(shape));
    const auto stored = floatingType(entry.type);
    if (!stored) throw EngineError(ErrorCode::TensorType, file, tensor.stored + ": " + nameOf(entry.type));

    m_taken.insert(name);
    auto weights = view(tensor, *stored).to(m_type);
    m_parameters += weights.numel();
    if (m_progress)
        m_progress(static_cast<double>(m_taken.size()) / static_cast<double>(m_checkpoint.tensors().size()));
    return weights;
}

void WeightReader::finish() const {
    for (const auto& [name, tensor] : m_checkpoint.tensors())
        if (!m_taken.contains(name))
            throw EngineError(ErrorCode::TensorUnexpected, tensor.file->file().string(), tensor.stored);
}

}  // namespace engine
