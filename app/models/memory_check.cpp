#include "app/models/memory_check.h"

#include <algorithm>
#include <filesystem>

#include "engine/device/card.h"
#include "engine/engine.h"
#include "engine/model/system_memory.h"
#include "engine/plan.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t context = 4096;  // tokens

/// What Auto loads: the files as they are, also of a checkpoint that is quantised already.
std::int64_t storedBytes(const fs::path& folder) {
    std::int64_t bytes = 0;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        if (entry.path().extension() != ".safetensors") continue;
        const auto size = entry.file_size(problem);
        if (!problem) bytes += static_cast<std::int64_t>(size);
    }
    return bytes;
}

std::optional<std::int64_t> needed(const engine::LoadOptions& options, engine::WeightsKind weights) {
    const auto plan =
        engine::planFor(options.folder / "config.json", {weights, options.smallVision, options.int8Cache});
    if (!plan) return {};
    const auto& told = plan.value();
    const std::int64_t held =
        weights == engine::WeightsKind::Auto ? storedBytes(options.folder) : told.weightBytes();
    return held + told.scratchBytes + told.cacheBytesPerToken * std::min(context, told.contextTokens);
}

}  // namespace

std::optional<engine::Error> memoryProblem(const engine::LoadOptions& options, std::int64_t total) {
    using engine::WeightsKind;
    if (total <= 0) return {};
    const auto wanted = needed(options, options.weights);
    if (!wanted || *wanted <= total) return {};
    return engine::Error{engine::ErrorCode::OutOfMemory,
                         {},
                         "the weights",
                         {*wanted, total, needed(options, WeightsKind::Int8).value_or(*wanted),
                          needed(options, WeightsKind::Int4).value_or(*wanted)}};
}

std::optional<engine::Error> memoryProblem(const engine::LoadOptions& options) {
    using Kind = engine::DeviceChoice::Kind;
    if (options.device.kind == Kind::Cuda) return {};
    if (options.device.kind == Kind::Auto && !engine::findCards().empty()) return {};
    return memoryProblem(options, engine::totalMemory());
}

}  // namespace app
