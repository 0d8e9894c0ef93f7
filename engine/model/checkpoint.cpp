#include "engine/model/checkpoint.h"

#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "engine/error.h"
#include "engine/model/json_file.h"

namespace engine {
namespace {

bool isPlainFileName(const std::string& name) {
    return name.ends_with(".safetensors") && name.find_first_of("/\\:") == std::string::npos &&
           name.find('\0') == std::string::npos && !name.starts_with('.');
}

/// tensor -> shard
std::map<std::string, std::string> readWeightMap(const std::filesystem::path& index) {
    const auto json = readJsonObject(index);
    try {
        return json.at("weight_map").get<std::map<std::string, std::string>>();
    } catch (const nlohmann::json::exception&) {
        throw EngineError(ErrorCode::BadJson, index.string(), "no weight_map");
    }
}

}  // namespace

std::string canonicalName(const std::string& stored) {
    using Rule = std::pair<std::string_view, std::string_view>;
    // The first that fits; the last one is the text model of transformers before 4.52.
    constexpr std::array<Rule, 6> rules{{{"model.language_model.", "model.language_model."},
                                         {"model.visual.", "model.visual."},
                                         {"visual.", "model.visual."},
                                         {"language_model.model.", "model.language_model."},
                                         {"language_model.lm_head.", "lm_head."},
                                         {"model.", "model.language_model."}}};
    for (const auto& [from, to] : rules)
        if (stored.starts_with(from)) return std::string(to) + stored.substr(from.size());
    return stored;
}

Checkpoint::Checkpoint(const std::filesystem::path& folder) : m_index(folder / "model.safetensors") {
    std::error_code code;
    if (std::filesystem::exists(m_index, code)) {
        addFile(m_index);
        return;
    }
    const auto index = folder / "model.safetensors.index.json";
    if (!std::filesystem::exists(index, code)) throw EngineError(ErrorCode::FileMissing, m_index.string());
    m_index = index;
    readIndex();
}

void Checkpoint::addFile(const std::filesystem::path& file) {
    m_files.push_back(std::make_unique<SafetensorsFile>(file));
    const auto& opened = *m_files.back();
    for (const auto& [stored, entry] : opened.tensors())
        if (!m_tensors.try_emplace(canonicalName(stored), Tensor{&entry, &opened, stored}).second)
            throw EngineError(ErrorCode::TensorUnexpected, file.string(), stored + " (twice)");
}

void Checkpoint::readIndex() {
    std::map<std::string, std::set<std::string>> tensorsOf;  // shard -> the names it must hold
    for (const auto& [tensor, shard] : readWeightMap(m_index)) {
        // A name with a folder in it could reach any file of the machine.
        if (!isPlainFileName(shard))
            throw EngineError(ErrorCode::BadJson, m_index.string(), "the file name of " + tensor);
        tensorsOf[shard].insert(tensor);
    }
    for (const auto& [shard, wanted] : tensorsOf) {
        const auto file = m_index.parent_path() / shard;
        addFile(file);
        const auto& there = m_files.back()->tensors();
        for (const auto& tensor : wanted)
            if (!there.contains(tensor)) throw EngineError(ErrorCode::TensorMissing, file.string(), tensor);
        for (const auto& [tensor, entry] : there)
            if (!wanted.contains(tensor))
                throw EngineError(ErrorCode::TensorUnexpected, file.string(), tensor);
    }
}

}  // namespace engine
