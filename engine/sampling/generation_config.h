#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/request.h"

namespace engine {

/// What the sampler works with; nothing left open.
struct ResolvedSampling {
    double temperature = 0;  ///< 0: greedy
    double topP = 1;         ///< 1: off
    int topK = 0;            ///< 0: off
    double minP = 0;         ///< 0: off
    double repetitionPenalty = 1;
    double presencePenalty = 0;
    double frequencyPenalty = 0;
    std::vector<std::pair<int, double>> logitBias;
    std::uint64_t seed = 0;
    int maxTokens = 1024;
};

/// generation_config.json: the checkpoint's own defaults.
struct GenerationConfig {
    bool doSample = false;
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<int> topK;
    std::optional<double> minP;
    std::optional<double> repetitionPenalty;
    std::vector<int> eosIds;

    /// A missing file gives `fallbackEosIds` (of config.json) and greedy decoding.
    /// Throws EngineError FileUnreadable, BadJson or ConfigUnsupported naming the file.
    static GenerationConfig load(const std::filesystem::path& file, std::vector<int> fallbackEosIds);
    static GenerationConfig parse(std::string_view json, const std::string& name,
                                  std::vector<int> fallbackEosIds);

    /// The request's options over these. Throws EngineError BadRequest naming the field that is out of range.
    ResolvedSampling resolve(const SamplingOptions& options) const;
};

}  // namespace engine
