#pragma once

#include <functional>
#include <string>

#include "app/chat/model_loader.h"
#include "app/settings/upstream_settings.h"
#include "app/upstream/upstream_options.h"

namespace app {

/// The window's settings as they are used. The key comes from its file, else from GLANCEDESK_UPSTREAM_KEY,
/// else it is the one that was `kept` (UpstreamKey). Errors: FileUnreadable of the key's file.
engine::Result<UpstreamOptions> upstreamOptions(const UpstreamSettings& settings,
                                                const std::string& kept = {});

/// Connects with the servers in the place of loading. `here` loads the folder besides, where pictures stay on
/// this computer.
ModelLoader upstreamLoader(const UpstreamSettings& settings, const std::string& keptKey, ModelLoader here);

}  // namespace app
