#pragma once

#include "app/server/config_table.h"
#include "app/server/server_options.h"

namespace app::server {

/// [upstream]: other servers in the model's place. Throws ConfigError.
UpstreamPlace readUpstream(ConfigTable& table);

}  // namespace app::server
