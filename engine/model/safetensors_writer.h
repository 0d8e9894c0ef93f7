#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/model/safetensors.h"

namespace engine {

/// Collects tensors and writes them as one .safetensors file. It keeps views: the bytes must live until
/// write().
class SafetensorsWriter {
 public:
    void add(std::string name, ElementType type, std::vector<std::int64_t> shape,
             std::span<const std::byte> data);

    /// Throws WriteFailed; what was written of the file so far is then removed.
    void write(const std::filesystem::path& file) const;

 private:
    struct Named {
        std::string name;
        TensorEntry entry;
    };
    std::vector<Named> m_tensors;
};

}  // namespace engine
