#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>

#include "engine/device/device.h"
#include "engine/engine.h"
#include "engine/model/config.h"
#include "engine/model/decoder.h"
#include "engine/model/weights.h"
#include "engine/sampling/generation_config.h"
#include "engine/text/chat_template.h"
#include "engine/text/tokenizer.h"
#include "engine/vision/image_settings.h"
#include "engine/vision/vision_tower.h"

namespace engine {

/// Everything that a checkpoint folder gives. Const once it is made, and shared by all sessions.
struct LoadedModel {
    Device device;  // first: all else lies on it
    ModelInfo info;
    std::int64_t weightBytes = 0;  ///< held, mapped or made
    ModelConfig config;
    at::ScalarType cacheType = at::kFloat;  ///< of keys and values: float32, bfloat16 or int8
    ImageSettings images;
    Tokenizer tokenizer;
    ChatTemplate chatTemplate;
    GenerationConfig generation;
    VisionTower vision;
    Decoder decoder;
};

/// Makes the device for a model that is known so far.
using DeviceMaker = std::function<Device(const ModelConfig&, const WeightFormats&)>;

/// Throws EngineError for whatever is wrong with the folder or a file in it, OutOfMemory when the device
/// hasn't the room, Cancelled when a stop was asked for.
std::unique_ptr<const LoadedModel> loadModel(const LoadOptions& options, const LoadProgress& progress,
                                             const std::stop_token& stop);
/// As above, on a device of the caller's.
std::unique_ptr<const LoadedModel> loadModel(const LoadOptions& options, const DeviceMaker& makeDevice,
                                             const LoadProgress& progress, const std::stop_token& stop);

}  // namespace engine
