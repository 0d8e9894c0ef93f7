#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/model/mapped_file.h"

namespace engine {

enum class ElementType { Bool, U8, I8, I16, I32, I64, Float16, Bfloat16, Float32, Float64 };

std::size_t bytesOf(ElementType type);
/// As safetensors spells it: "F32", "BF16", ...
const char* nameOf(ElementType type);

/// A tensor where it lies in the mapped file; not aligned unless the file happens to be.
struct TensorEntry {
    ElementType type = ElementType::Float32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> data;
};

/// One .safetensors file, mapped. Its header is untrusted: every length, offset, shape and type is checked,
/// and the tensors must fill the rest of the file exactly.
class SafetensorsFile {
 public:
    /// Throws FileMissing, FileUnreadable, FileCut, BadHeader, BadJson, TensorType, TensorOutOfFile or
    /// TensorOverlap.
    explicit SafetensorsFile(const std::filesystem::path& file);

    const std::filesystem::path& file() const { return m_file; }
    const std::map<std::string, TensorEntry>& tensors() const { return m_tensors; }
    /// Whoever keeps a tensor's bytes keeps this.
    const std::shared_ptr<const MappedFile>& mapping() const { return m_mapping; }

 private:
    std::filesystem::path m_file;
    std::shared_ptr<const MappedFile> m_mapping;
    std::map<std::string, TensorEntry> m_tensors;
};

/// "[a, b]"
std::string textOf(std::span<const std::int64_t> shape);

}  // namespace engine
