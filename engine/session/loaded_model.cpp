#include "engine/session/loaded_model.h"

#include <string>
#include <utility>

#include "engine/error.h"
#include "engine/model/checkpoint.h"
#include "engine/model/layer_watch.h"
#include "engine/model/weights.h"

namespace engine {
namespace {

namespace fs = std::filesystem;

void requireFolder(const fs::path& folder) {
    std::error_code code;
    if (!fs::is_directory(folder, code)) throw EngineError(ErrorCode::FolderMissing, folder.string());
    const fs::directory_iterator entries(folder, code);
    if (code) throw EngineError(ErrorCode::FileUnreadable, folder.string(), code.message());
    if (entries == fs::directory_iterator()) throw EngineError(ErrorCode::FolderEmpty, folder.string());
}

Tokenizer readTokenizer(const fs::path& file, const ModelConfig& config) {
    auto tokenizer = Tokenizer::load(file);
    const auto rows = static_cast<std::size_t>(config.text.vocab);
    if (tokenizer.size() > rows)
        throw EngineError(
            ErrorCode::TokenizerUnsupported, file.string(),
            std::to_string(tokenizer.size()) + " tokens for " + std::to_string(rows) + " embeddings");
    // Another model's tokenizer fits too, and all it gives is nonsense; this token is where they differ.
    if (tokenizer.idOf("<|image|>") != config.imageToken)
        throw EngineError(ErrorCode::TokenizerUnsupported, file.string(),
                          "<|image|> is not token " + std::to_string(config.imageToken) + " of config.json");
    return tokenizer;
}

ModelInfo infoOf(const fs::path& folder, const ModelConfig& config, const ImageSettings& images,
                 const WeightReader& weights, const Device& device) {
    ModelInfo info;
    info.name = fs::weakly_canonical(folder).filename().string();
    info.weights = nameOf(weights.formats());
    info.device = device.name;
    info.notes = device.notes;
    info.contextTokens = config.text.contextTokens;
    info.imageTokenLimit = images.mostTokens();
    info.parameters = weights.parameters();
    return info;
}

}  // namespace

std::unique_ptr<const LoadedModel> loadModel(const LoadOptions& options, const LoadProgress& progress,
                                             const std::stop_token& stop) {
    return loadModel(
        options, [](const ModelConfig&, const WeightFormats&) { return cpuDevice(); }, progress, stop);
}

std::unique_ptr<const LoadedModel> loadModel(const LoadOptions& options, const DeviceMaker& makeDevice,
                                             const LoadProgress& progress, const std::stop_token& stop) {
    const auto& folder = options.folder;
    throwIfStopped(stop);
    requireFolder(folder);
    const auto config = readModelConfig(folder / "config.json");
    const auto images = readImageSettings(folder / "preprocessor_config.json", config.vision);
    auto tokenizer = readTokenizer(folder / "tokenizer.json", config);
    auto chatTemplate = ChatTemplate::load(folder);
    auto generation = GenerationConfig::load(folder / "generation_config.json", config.endTokens);
    throwIfStopped(stop);

    const Checkpoint checkpoint(folder);
    auto formats = formatsFor(checkpoint, options.weights);
    if (options.smallVision) formats.vision = MatrixFormat::Int8;
    auto device = makeDevice(config, formats);
    formats.hostEmbeddings = options.smallVision && !device.place().is_cpu();
    WeightReader weights(checkpoint, formats, *device.arithmetic, progress, stop);
    VisionTower vision(weights, config.vision);
    Decoder decoder(weights, config.text);
    weights.finish();
    const auto cacheType = options.int8Cache ? at::kChar : decoder.cacheType();
    if (progress) progress(1);
    auto info = infoOf(folder, config, images, weights, device);
    return std::make_unique<const LoadedModel>(LoadedModel{
        std::move(device), std::move(info), weights.bytes(), config, cacheType, images, std::move(tokenizer),
        std::move(chatTemplate), std::move(generation), std::move(vision), std::move(decoder)});
}

}  // namespace engine
