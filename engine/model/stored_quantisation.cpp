#include "engine/model/stored_quantisation.h"

#include "engine/error.h"

namespace engine {

bool isQuantised(const Checkpoint& checkpoint, const std::string& name) {
    const auto found = checkpoint.tensors().find(name);
    if (found == checkpoint.tensors().end() || !checkpoint.tensors().contains(scalesOf(name))) return false;
    const auto& entry = *found->second.entry;
    return entry.shape.size() == 2 && (entry.type == ElementType::I8 || entry.type == ElementType::I16);
}

std::string scalesOf(const std::string& name) {
    return name + ".scales";
}

void requireType(const Checkpoint::Tensor& tensor, ElementType type) {
    if (tensor.entry->type != type)
        throw EngineError(ErrorCode::TensorType, tensor.file->file().string(),
                          tensor.stored + ": " + nameOf(tensor.entry->type));
}

std::optional<MatrixFormat> storedQuantisation(const Checkpoint& checkpoint) {
    std::optional<MatrixFormat> found;
    for (const auto& [name, tensor] : checkpoint.tensors()) {
        if (!isQuantised(checkpoint, name)) continue;
        if (tensor.entry->type == ElementType::I16) return MatrixFormat::Int4;
        found = MatrixFormat::Int8;
    }
    return found;
}

}  // namespace engine
