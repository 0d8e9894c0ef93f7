#pragma once

#include <cstdint>
#include <optional>

#include "engine/error.h"

namespace engine {
struct LoadOptions;
}

namespace app {

/// OutOfMemory when a model cannot be held by the processor's memory: weights are mapped files, so that a
/// computer that is too small would load it and then read its disk for every word. `total`: of the computer,
/// 0 unknown. Empty when it fits, when a card may take it (the engine measures those), or when its config
/// isn't understood, which loading tells better. Any thread.
std::optional<engine::Error> memoryProblem(const engine::LoadOptions& options, std::int64_t total);
/// With the computer's own memory.
std::optional<engine::Error> memoryProblem(const engine::LoadOptions& options);

}  // namespace app
