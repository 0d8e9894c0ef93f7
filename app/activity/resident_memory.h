#pragma once

#include <cstdint>

namespace app {

/// Bytes of this process that are in memory; 0 where that is unknown.
std::int64_t residentMemory();

}  // namespace app
