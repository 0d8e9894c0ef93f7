#pragma once

#include <functional>
#include <memory>
#include <stop_token>

#include <QString>

#include "app/settings/model_settings.h"
#include "engine/error.h"
#include "engine/generator.h"

namespace app {

/// Opens a checkpoint folder; called on the worker thread. Tests give a fake.
using ModelLoader = std::function<engine::Result<std::shared_ptr<const engine::Generator>>(
    const QString& folder, const std::function<void(double)>& progress, std::stop_token stop)>;

/// The engine's own loader: the one place of the app that names engine::Engine. `threads` above 0 goes before
/// the settings'.
ModelLoader engineLoader(const ModelSettings& settings = {}, int threads = 0);

/// Answers every folder with this generator.
ModelLoader fixedLoader(std::shared_ptr<const engine::Generator> generator);

}  // namespace app
