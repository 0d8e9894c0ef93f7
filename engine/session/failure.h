#pragma once

#include "engine/error.h"

namespace engine {

/// What the exception in flight means at the engine's door; called inside a catch block only.
/// Memory that ran out, wherever it did, is OutOfMemory; what isn't ours is Internal with its own words.
Error errorInFlight();

}  // namespace engine
