#include "tests/engine/support/raw_safetensors.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace raw {
namespace {

template <class T>
std::vector<T> valuesOf(const Tensor& tensor, const char* type) {
    if (tensor.type != type) throw std::runtime_error("a tensor of another type: " + tensor.type);
    std::vector<T> values(tensor.bytes.size() / sizeof(T));
    std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    return values;
}

std::vector<std::uint16_t> wordsOf(const Tensor& tensor) {
    return valuesOf<std::uint16_t>(tensor, "BF16");
}

template <class T>
Tensor made(const Tensor& like, const char* type, const std::vector<T>& values) {
    Tensor tensor{type, like.shape, std::string(values.size() * sizeof(T), '\0')};
    std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
    return tensor;
}

}  // namespace

std::vector<float> Tensor::floats() const {
    return valuesOf<float>(*this, "F32");
}
std::vector<std::int64_t> Tensor::integers() const {
    return valuesOf<std::int64_t>(*this, "I64");
}

std::string readText(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error("cannot open " + file.string());
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void writeText(const std::filesystem::path& file, const std::string& text) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << text;
    if (!stream.flush()) throw std::runtime_error("cannot write " + file.string());
}

Parts readParts(const std::filesystem::path& file) {
    const auto text = readText(file);
    std::uint64_t length = 0;
    std::memcpy(&length, text.data(), sizeof length);
    const auto start = sizeof length + static_cast<std::size_t>(length);
    return {nlohmann::ordered_json::parse(text.substr(sizeof length, static_cast<std::size_t>(length))),
            text.substr(start)};
}

void writeHeaderText(const std::filesystem::path& file, const std::string& header, const std::string& data) {
    const std::uint64_t length = header.size();
    std::string prefix(sizeof length, '\0');
    std::memcpy(prefix.data(), &length, sizeof length);
    writeText(file, prefix + header + data);
}

void writeParts(const std::filesystem::path& file, const Parts& parts) {
    writeHeaderText(file, parts.header.dump(), parts.data);
}

File read(const std::filesystem::path& file) {
    const auto parts = readParts(file);
    File tensors;
    for (const auto& [name, value] : parts.header.items()) {
        if (name == "__metadata__") continue;
        const auto begin = value["data_offsets"][0].get<std::size_t>();
        const auto end = value["data_offsets"][1].get<std::size_t>();
        tensors[name] = {value["dtype"].get<std::string>(), value["shape"].get<std::vector<std::int64_t>>(),
                         parts.data.substr(begin, end - begin)};
    }
    return tensors;
}

void write(const std::filesystem::path& file, const File& tensors) {
    Parts parts;
    for (const auto& [name, tensor] : tensors) {
        const auto begin = parts.data.size();
        parts.data += tensor.bytes;
        parts.header[name] = {
            {"dtype", tensor.type}, {"shape", tensor.shape}, {"data_offsets", {begin, parts.data.size()}}};
    }
    writeParts(file, parts);
}

Tensor widened(const Tensor& bfloat16) {
    std::vector<std::uint32_t> values;
    for (const auto word : wordsOf(bfloat16))
        values.push_back(std::uint32_t{word} << 16);
    return made(bfloat16, "F32", values);
}

Tensor halved(const Tensor& bfloat16) {
    std::vector<std::uint16_t> values;
    for (const auto word : wordsOf(bfloat16)) {
        const int sign = word & 0x8000;
        const int exponent = (word >> 7 & 0xff) - 127;
        const int fraction = word & 0x7f;
        const bool zero = (word & 0x7fff) == 0;
        if (!zero && (exponent < -14 || exponent > 15)) throw std::runtime_error("not a number of float16");
        values.push_back(
            static_cast<std::uint16_t>(zero ? sign : sign | (exponent + 15) << 10 | fraction << 3));
    }
    return made(bfloat16, "F16", values);
}

}  // namespace raw
