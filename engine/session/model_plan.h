#pragma once

#include <ATen/ATen.h>

#include "engine/device/device_choice.h"
#include "engine/model/config.h"
#include "engine/model/weights.h"
#include "engine/plan.h"

namespace engine {

/// As planFor, of a checkpoint that is being loaded.
ModelPlan planOf(const ModelConfig& config, const WeightFormats& formats, at::ScalarType cacheType,
                 int imageTokens);

/// What a card must have free for it, with a context of 4096 tokens and pictures of 1200.
CardNeeds cardNeedsOf(const ModelConfig& config, const WeightFormats& formats, at::ScalarType cacheType,
                      bool hostEmbeddings);

}  // namespace engine
