#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/engine.h"

namespace engine {

/// What a model takes, from its config.json alone. Bytes are those that the engine holds; scratch is an upper
/// bound of what one pass allocates besides.
struct ModelPlan {
    std::int64_t bodyBytes = 0;       ///< the decoder's layers
    std::int64_t headBytes = 0;       ///< 0 when it is the embeddings
    std::int64_t embeddingBytes = 0;  ///< stays in host memory where that is asked for
    std::int64_t visionBytes = 0;
    std::int64_t cacheBytesPerToken = 0;
    std::int64_t scratchBytes = 0;      ///< a part of a prompt, or a picture of `imageTokens`
    std::int64_t cardScratchBytes = 0;  ///< the same on a card, where larger pieces of a weight are dense
    std::int64_t parameters = 0;
    std::int64_t contextTokens = 0;

    std::int64_t bytesPerNewToken = 0;    ///< weights that are read for one token
    double operationsPerPromptToken = 0;  ///< of the decoder
    double operationsOfPicture = 0;       ///< of the vision tower, for `imageTokens`

    std::int64_t weightBytes() const { return bodyBytes + headBytes + embeddingBytes + visionBytes; }
};

struct PlanOptions {
    WeightsKind weights = WeightsKind::Auto;  ///< Auto: bfloat16
    bool smallVision = false;
    bool int8Cache = false;
    int imageTokens = 1200;  ///< of the picture that scratch and operations are told for
};

/// Errors: FileMissing, FileUnreadable, BadJson, ConfigUnsupported.
Result<ModelPlan> planFor(const std::filesystem::path& configFile, const PlanOptions& options);

/// What this machine's processor reaches, measured within about a second.
struct MachineRates {
    std::int64_t memoryBytes = 0;   ///< in all; 0 where the system doesn't say
    double bf16BytesPerSecond = 0;  ///< of weights that one row is multiplied with
    double int8BytesPerSecond = 0;
    double int4BytesPerSecond = 0;
    double operationsPerSecond = 0;  ///< matrix products of many rows

    /// float32 counts as bfloat16.
    double bytesPerSecond(WeightsKind weights) const;
};

/// One new token's reading, at these rates; the head of int4 weights is in int8.
double secondsPerToken(const ModelPlan& plan, WeightsKind weights, const MachineRates& rates);

MachineRates measureMachine(int threads);

}  // namespace engine
