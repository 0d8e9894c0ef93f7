#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace engine {

struct RopeSettings {
    double theta = 10000;
    double partial = 1;         ///< the part of each head that turns
    std::vector<int> sections;  ///< frequencies for time, height, width, and again from the first
};

struct TextConfig {
    int vocab = 0;
    int hidden = 0;
    int intermediate = 0;
    int layers = 0;
    int heads = 0;
    int kvHeads = 0;
    int headDim = 0;
    int rotaryDim = 0;  ///< the first dimensions of a head, the ones that turn
    int contextTokens = 0;
    double epsilon = 0;
    bool tied = false;  ///< lm_head is embed_tokens
    RopeSettings rope;
};

struct VisionConfig {
    int hidden = 0;
    int depth = 0;
    int heads = 0;
    int headDim = 0;
    int intermediate = 0;  ///< of the merger
    int outHidden = 0;     ///< of the blocks' MLP, and of the text model
    int channels = 0;
    int patch = 0;
    int temporalPatch = 0;
    int merge = 0;
    int gridSide = 0;  ///< of the learned position table, in patches
    bool attentionBias = false;
    double epsilon = 0;
    double ropeTheta = 0;

    int patchValues() const { return channels * temporalPatch * patch * patch; }
};

struct ModelConfig {
    TextConfig text;
    VisionConfig vision;
    int imageToken = 0;
    std::vector<int> endTokens;  ///< for checkpoints without generation_config.json
};

/// Reads config.json with transformers' defaults (Glm4vConfig, Glm46VConfig), in the spelling of transformers
/// 4 or 5. What this engine can't compute throws ConfigUnsupported with the key and its value.
ModelConfig readModelConfig(const std::filesystem::path& file);

}  // namespace engine
