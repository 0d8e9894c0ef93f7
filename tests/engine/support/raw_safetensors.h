#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

/// A second, simple reader and writer of .safetensors, so that the engine's own is never its own judge.
namespace raw {

struct Tensor {
    std::string type;
    std::vector<std::int64_t> shape;
    std::string bytes;

    std::vector<float> floats() const;           ///< of F32
    std::vector<std::int64_t> integers() const;  ///< of I64
};
using File = std::map<std::string, Tensor>;

File read(const std::filesystem::path& file);
void write(const std::filesystem::path& file, const File& tensors);

/// The header as it stands, and everything after it.
struct Parts {
    nlohmann::ordered_json header;
    std::string data;
};
Parts readParts(const std::filesystem::path& file);
void writeParts(const std::filesystem::path& file, const Parts& parts);
void writeHeaderText(const std::filesystem::path& file, const std::string& header, const std::string& data);

/// BF16 widened to F32, or to F16 where that holds the number exactly (the fixtures' numbers are such).
Tensor widened(const Tensor& bfloat16);
Tensor halved(const Tensor& bfloat16);

std::string readText(const std::filesystem::path& file);
void writeText(const std::filesystem::path& file, const std::string& text);

}  // namespace raw
