#pragma once

#include <cstdint>

namespace engine {

/// Bytes that the machine could still hand out; 0 where it doesn't say.
std::int64_t freeMemory();

/// All that the machine has; 0 where it doesn't say.
std::int64_t totalMemory();

}  // namespace engine
