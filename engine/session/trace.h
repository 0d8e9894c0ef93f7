#pragma once

#include <filesystem>
#include <stop_token>

#include "engine/request.h"
#include "engine/session/loaded_model.h"

namespace engine {

/// See Engine::trace. Throws what answer() throws, Cancelled, and WriteFailed.
void trace(const LoadedModel& model, const Request& request, int newTokens, const std::filesystem::path& file,
           const std::stop_token& stop);

}  // namespace engine
