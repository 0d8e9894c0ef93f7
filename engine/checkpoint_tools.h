#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <variant>

#include "engine/engine.h"

namespace engine {

/// Writes a smaller checkpoint that loads at once: the decoder's matrices in int8 or int4 with the head in
/// int8, everything else as it is, in shards of at most about 2 GB. `to` must not exist; after an error or a
/// stop it doesn't. The dense model is never held. Errors: those of loading, WriteFailed, BadRequest for
/// another kind or a checkpoint that is quantised already, Cancelled.
Result<std::monostate> quantiseCheckpoint(const std::filesystem::path& from, const std::filesystem::path& to,
                                          WeightsKind kind, const LoadProgress& progress = {},
                                          std::stop_token stop = {});

}  // namespace engine
