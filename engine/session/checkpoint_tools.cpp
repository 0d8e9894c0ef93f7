#include "engine/checkpoint_tools.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/model/checkpoint.h"
#include "engine/model/json_file.h"
#include "engine/model/layer_watch.h"
#include "engine/model/matrix.h"
#include "engine/model/safetensors_writer.h"
#include "engine/model/stored_quantisation.h"
#include "engine/model/weights.h"
#include "engine/session/failure.h"

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t shardBytes = std::int64_t{2} << 30;

[[noreturn]] void throwWrite(const fs::path& file, const std::error_code& code) {
    throw EngineError(ErrorCode::WriteFailed, file.string(), code.message());
}

/// Gathers tensors until a shard is full, and writes the index at the end.
class ShardWriter {
 public:
    explicit ShardWriter(fs::path folder) : m_folder(std::move(folder)) {}

    void add(const std::string& name, ElementType type, std::vector<std::int64_t> shape,
             std::span<const std::byte> bytes, at::Tensor keep = {}) {
        const auto size = static_cast<std::int64_t>(bytes.size());
        if (m_held > 0 && m_held + size > shardBytes) flush();
        m_names.push_back(name);
        m_writer.add(name, type, std::move(shape), bytes);
        m_keep.push_back(std::move(keep));
        m_held += size;
        m_total += size;
    }
    void add(const std::string& name, ElementType type, const at::Tensor& tensor) {
        add(name, type, tensor.sizes().vec(),
            {static_cast<const std::byte*>(tensor.const_data_ptr()), tensor.nbytes()}, tensor);
    }
    void finish() {
        flush();
        nlohmann::json index;
        index["metadata"]["total_size"] = m_total;
        index["weight_map"] = m_shardOf;
        writeJson(m_folder / "model.safetensors.index.json", index);
    }

 private:
    void flush() {
        if (m_names.empty()) return;
        auto number = std::to_string(++m_shards);
        number.insert(0, 5 - std::min<std::size_t>(5, number.size()), '0');
        const auto file = "model-" + number + ".safetensors";
        m_writer.write(m_folder / file);
        for (const auto& name : m_names)
            m_shardOf[name] = file;
        m_writer = {};
        m_names.clear();
        m_keep.clear();
        m_held = 0;
    }
    static void writeJson(const fs::path& file, const nlohmann::json& json) {
        std::ofstream out(file);
        out << json.dump(1) << '\n';
        out.close();
        if (!out) throw EngineError(ErrorCode::WriteFailed, file.string(), "the index");
    }

    fs::path m_folder;
    SafetensorsWriter m_writer;
    std::vector<std::string> m_names;
    std::vector<at::Tensor> m_keep;  // whose bytes the writer views
    std::map<std::string, std::string> m_shardOf;
    std::int64_t m_held = 0;
    std::int64_t m_total = 0;
    int m_shards = 0;
};

/// The other files of a checkpoint: settings, tokenizer, template, licence.
void copySmallFiles(const fs::path& from, const fs::path& to) {
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(from, code)) {
        const auto name = entry.path().filename().string();
        if (!entry.is_regular_file() || name.ends_with(".safetensors") || name.ends_with(".index.json"))
            continue;
        fs::copy_file(entry.path(), to / name, code);
        if (code) throwWrite(to / name, code);
    }
    if (code) throw EngineError(ErrorCode::FileUnreadable, from.string(), code.message());
}

bool becomesSmall(const std::string& name, const TensorEntry& entry) {
    const bool decoder = name.starts_with("model.language_model.layers.") || name == "lm_head.weight";
    return decoder && entry.shape.size() == 2;
}

at::ScalarType typeOf(const Checkpoint::Tensor& tensor) {
    switch (tensor.entry->type) {
        case ElementType::Float32:
            return at::kFloat;
        case ElementType::Bfloat16:
            return at::kBFloat16;
        case ElementType::Float16:
            return at::kHalf;
        default:
            throw EngineError(ErrorCode::TensorType, tensor.file->file().string(),
                              tensor.stored + ": " + nameOf(tensor.entry->type));
    }
}

void quantiseInto(const fs::path& from, const fs::path& to, WeightsKind kind, const LoadProgress& progress,
                  const std::stop_token& stop) {
    const Checkpoint checkpoint(from);
    if (storedQuantisation(checkpoint))
        throw EngineError(ErrorCode::BadRequest, {}, "this checkpoint is quantised already");
    const auto formats = formatsFor(checkpoint, kind);
    copySmallFiles(from, to);
    ShardWriter writer(to);
    std::size_t done = 0;
    for (const auto& [name, tensor] : checkpoint.tensors()) {
        throwIfStopped(stop);
        const auto& entry = *tensor.entry;
        if (becomesSmall(name, entry)) {
            // Bytes of a mapped file may lie at any address: a copy of one tensor is aligned.
            auto dense = at::empty(entry.shape, typeOf(tensor));
            std::memcpy(dense.data_ptr(), entry.data.data(), entry.data.size());
            const auto matrix = quantised(dense, formats.of(name));
            tensor.file->mapping()->release(entry.data);
            const bool eight = matrix.format == MatrixFormat::Int8;
            writer.add(name, eight ? ElementType::I8 : ElementType::I16, matrix.values);
            writer.add(scalesOf(name), eight ? ElementType::Float32 : ElementType::Float16, matrix.scales);
        } else {
            writer.add(name, entry.type, entry.shape, entry.data);
        }
        if (progress)
            progress(static_cast<double>(++done) / static_cast<double>(checkpoint.tensors().size()));
    }
    writer.finish();
}

}  // namespace

Result<std::monostate> quantiseCheckpoint(const fs::path& from, const fs::path& to, WeightsKind kind,
                                          const LoadProgress& progress, std::stop_token stop) {
    const auto unfinished = fs::path(to.string() + ".part");
    std::error_code code;
    try {
        const c10::InferenceMode inference;
        if (kind != WeightsKind::Int8 && kind != WeightsKind::Int4)
            throw EngineError(ErrorCode::BadRequest, {}, "weights other than int8 or int4");
        if (!fs::is_directory(from, code)) throw EngineError(ErrorCode::FolderMissing, from.string());
        if (fs::exists(to, code))
            throw EngineError(ErrorCode::WriteFailed, to.string(), "it is there already");
        fs::remove_all(unfinished, code);
        if (!fs::create_directories(unfinished, code)) throwWrite(unfinished, code);
        quantiseInto(from, unfinished, kind, progress, stop);
        fs::rename(unfinished, to, code);
        if (code) throwWrite(to, code);
        return std::monostate{};
    } catch (...) {
        auto error = errorInFlight();
        fs::remove_all(unfinished, code);
        return error;
    }
}

}  // namespace engine
