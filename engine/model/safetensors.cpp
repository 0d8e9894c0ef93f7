#include "engine/model/safetensors.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/error.h"
#include "engine/model/json_file.h"

namespace engine {
namespace {

constexpr std::uint64_t prefixBytes = 8;
constexpr std::uint64_t longestHeader = 100'000'000;  // safetensors' own limit

struct TypeRow {
    ElementType type;
    const char* name;
    std::size_t bytes;
};
constexpr std::array<TypeRow, 10> types{{{ElementType::Bool, "BOOL", 1},
                                         {ElementType::U8, "U8", 1},
                                         {ElementType::I8, "I8", 1},
                                         {ElementType::I16, "I16", 2},
                                         {ElementType::I32, "I32", 4},
                                         {ElementType::I64, "I64", 8},
                                         {ElementType::Float16, "F16", 2},
                                         {ElementType::Bfloat16, "BF16", 2},
                                         {ElementType::Float32, "F32", 4},
                                         {ElementType::Float64, "F64", 8}}};

/// Where a tensor says it lies, counted from the end of the header.
struct Extent {
    std::string name;
    TensorEntry entry;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

class HeaderReader {
 public:
    explicit HeaderReader(std::string file) : m_file(std::move(file)) {}

    std::string_view header(std::span<const std::byte> bytes) const {
        if (bytes.size() < prefixBytes) cut(prefixBytes, bytes.size());
        std::uint64_t length = 0;  // little endian
        for (std::size_t i = prefixBytes; i-- > 0;)
            length = length << 8 | std::to_integer<std::uint64_t>(bytes[i]);
        if (length < 2 || length > longestHeader) bad("a header of " + std::to_string(length) + " bytes");
        if (length > bytes.size() - prefixBytes) cut(prefixBytes + length, bytes.size());
        return {reinterpret_cast<const char*>(bytes.data()) + prefixBytes, static_cast<std::size_t>(length)};
    }

    Extent extent(const std::string& name, const nlohmann::json& value) const {
        if (!value.is_object() || !value.contains("dtype") || !value.contains("shape") ||
            !value.contains("data_offsets") || !value["dtype"].is_string() || !value["shape"].is_array() ||
            !value["data_offsets"].is_array() || value["data_offsets"].size() != 2)
            bad(name + ": not a tensor's entry");
        Extent extent{name, {}, size(name, value["data_offsets"][0]), size(name, value["data_offsets"][1])};
        const auto spelled = value["dtype"].get<std::string>();
        const auto* type =
            std::ranges::find_if(types, [&](const TypeRow& row) { return spelled == row.name; });
        if (type == types.end()) throw EngineError(ErrorCode::TensorType, m_file, name + ": " + spelled);
        extent.entry.type = type->type;
        std::uint64_t bytes = type->bytes;
        for (const auto& side : value["shape"]) {
            const auto length = size(name, side);
            if (length != 0 && bytes > std::numeric_limits<std::int64_t>::max() / length)
                bad(name + ": too large");
            bytes *= length;
            extent.entry.shape.push_back(static_cast<std::int64_t>(length));
        }
        if (extent.end < extent.begin || extent.end - extent.begin != bytes)
            bad(name + ": its offsets don't fit " + textOf(extent.entry.shape) + " of " + spelled);
        return extent;
    }

    /// The extents must follow each other from 0 to the end of the file, without overlap or hole.
    void fill(std::vector<Extent>& extents, std::uint64_t there, std::uint64_t before) const {
        std::ranges::sort(extents, [](const Extent& a, const Extent& b) {
            return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
        });
        std::uint64_t filled = 0;
        const Extent* last = nullptr;
        for (const auto& extent : extents) {
            if (extent.begin < filled)
                throw EngineError(ErrorCode::TensorOverlap, m_file, last->name + ", " + extent.name);
            if (extent.begin > filled) {
                // A tensor that moved leaves its place empty: the mistake is where it went.
                const auto& farthest = *std::ranges::max_element(extents, {}, &Extent::end);
                if (farthest.end > there)
                    throw EngineError(ErrorCode::TensorOutOfFile, m_file, farthest.name);
                bad("a hole before " + extent.name);
            }
            filled = extent.end;
            last = &extent;
        }
        if (filled > there) cut(before + filled, before + there);
        if (filled < there) bad(std::to_string(there - filled) + " bytes after the last tensor");
    }

 private:
    [[noreturn]] void bad(const std::string& detail) const {
        throw EngineError(ErrorCode::BadHeader, m_file, detail);
    }
    [[noreturn]] void cut(std::uint64_t wanted, std::uint64_t there) const {
        throw EngineError(ErrorCode::FileCut, m_file, {},
                          {static_cast<std::int64_t>(wanted), static_cast<std::int64_t>(there)});
    }
    std::uint64_t size(const std::string& name, const nlohmann::json& value) const {
        constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
            bad(name + ": a size of " + value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
        return value.get<std::uint64_t>();
    }

    std::string m_file;
};

}  // namespace

std::size_t bytesOf(ElementType type) {
    return types[static_cast<std::size_t>(type)].bytes;
}
const char* nameOf(ElementType type) {
    return types[static_cast<std::size_t>(type)].name;
}

std::string textOf(std::span<const std::int64_t> shape) {
    std::string text = "[";
    for (const auto side : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(side);
    return text + "]";
}

SafetensorsFile::SafetensorsFile(const std::filesystem::path& file)
    : m_file(file), m_mapping(MappedFile::open(file)) {
    const HeaderReader reader(file.string());
    const auto bytes = m_mapping->bytes();
    const auto header = reader.header(bytes);
    const auto data = bytes.subspan(prefixBytes + header.size());

    const auto json = parseJsonObject(header, file.string());
    std::vector<Extent> extents;
    extents.reserve(json.size());
    for (const auto& [name, value] : json.items())
        if (name != "__metadata__") extents.push_back(reader.extent(name, value));
    reader.fill(extents, data.size(), prefixBytes + header.size());
    for (auto& extent : extents) {
        extent.entry.data = data.subspan(extent.begin, extent.end - extent.begin);
        m_tensors.emplace(std::move(extent.name), std::move(extent.entry));
    }
}

}  // namespace engine
