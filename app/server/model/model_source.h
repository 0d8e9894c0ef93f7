#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/generator.h"

namespace app::server {

/// The model answers to this and to its own name, whatever checkpoint is loaded.
inline constexpr const char* aliasOfModel = "glm-4.6v-flash";

/// Where the server finds the model. Called on any of the server's threads.
struct ModelSource {
    std::function<std::shared_ptr<const engine::Generator>()> generator;  ///< null while it loads
    std::function<double()> progress = [] { return 0.0; };                ///< 0 to 1 while it loads
    /// Tells one checkpoint from another of the same name: kept answers of one are never given for the other.
    std::function<std::string()> fingerprint = [] { return std::string(); };
};

}  // namespace app::server
