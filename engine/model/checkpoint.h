#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/model/safetensors.h"

namespace engine {

/// The weight files of a checkpoint folder: model.safetensors, or the shards of model.safetensors.index.json.
/// Tensors are found by the names transformers 5 gives them, also where the files use the older ones.
class Checkpoint {
 public:
    struct Tensor {
        const TensorEntry* entry = nullptr;
        const SafetensorsFile* file = nullptr;
        std::string stored;  ///< its name in the file
    };

    /// Throws FileMissing, what SafetensorsFile throws, TensorMissing (in the index only), TensorUnexpected
    /// (in a shard only, or twice), or BadJson for an index that isn't one.
    explicit Checkpoint(const std::filesystem::path& folder);

    /// Where to say that a tensor is missing: the file, or the index.
    const std::filesystem::path& index() const { return m_index; }
    const std::map<std::string, Tensor>& tensors() const { return m_tensors; }

 private:
    void addFile(const std::filesystem::path& file);
    void readIndex();

    std::filesystem::path m_index;
    std::vector<std::unique_ptr<SafetensorsFile>> m_files;
    std::map<std::string, Tensor> m_tensors;
};

/// "visual.x", "language_model.model.x" and "model.x" as they are spelled today.
std::string canonicalName(const std::string& stored);

}  // namespace engine
