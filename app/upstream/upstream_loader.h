#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/chat/model_loader.h"
#include "app/settings/upstream_settings.h"
#include "app/upstream/upstream_options.h"

namespace app {

/// The window's settings as they are used. The key comes from its file, else from GLANCEDESK_UPSTREAM_KEY,
/// else it is the one that was `kept` (UpstreamKey). Errors: FileUnreadable of the key's file.
engine::Result<UpstreamOptions> upstreamOptions(const UpstreamSettings& settings,
                                                const std::string& kept = {});

/// The servers, or, where pictures stay on this computer, they and the model that `here` loads.
engine::Result<std::shared_ptr<const engine::Generator>> modelPlace(
    std::shared_ptr<const engine::Generator> servers, bool keepsPictures,
    const std::function<engine::Result<std::shared_ptr<const engine::Generator>>()>& here);

/// Connects with the servers in the place of loading. `here` loads the folder besides, where pictures stay on
/// this computer.
ModelLoader upstreamLoader(const UpstreamSettings& settings, const std::string& keptKey, ModelLoader here);

}  // namespace app
