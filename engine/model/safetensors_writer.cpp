#include "engine/model/safetensors_writer.h"

#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/error.h"

namespace engine {

void SafetensorsWriter::add(std::string name, ElementType type, std::vector<std::int64_t> shape,
                            std::span<const std::byte> data) {
    m_tensors.push_back({std::move(name), {type, std::move(shape), data}});
}

void SafetensorsWriter::write(const std::filesystem::path& file) const {
    auto json = nlohmann::json::object();
    std::uint64_t end = 0;
    for (const auto& [name, entry] : m_tensors) {
        const auto begin = end;
        end += entry.data.size();
        json[name] = {{"dtype", nameOf(entry.type)}, {"shape", entry.shape}, {"data_offsets", {begin, end}}};
    }
    auto header = json.dump();
    header.resize((header.size() + 7) / 8 * 8, ' ');  // the data starts aligned

    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    std::uint64_t length = header.size();
    for (int i = 0; i < 8; ++i, length >>= 8)
        stream.put(static_cast<char>(length & 0xff));
    stream << header;
    for (const auto& [name, entry] : m_tensors)
        stream.write(reinterpret_cast<const char*>(entry.data.data()),
                     static_cast<std::streamsize>(entry.data.size()));
    stream.close();
    if (stream.fail()) {
        const auto reason = std::generic_category().message(errno);
        std::error_code ignored;
        if (std::filesystem::is_regular_file(file, ignored)) std::filesystem::remove(file, ignored);
        throw EngineError(ErrorCode::WriteFailed, file.string(), reason);
    }
}

}  // namespace engine
