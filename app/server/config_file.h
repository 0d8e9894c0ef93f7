#pragma once

#include <filesystem>

#include "app/server/config_table.h"
#include "app/server/server_options.h"

namespace app::server {

/// The variables of this process that may be settings.
Variables ownVariables();

/// The settings of a TOML file (none when `file` is empty) over `defaults`, and those of `environment` over
/// both; packaging/server.toml explains each and how variables are named. A setting that is unknown, of the
/// wrong type or out of its range is a ConfigError.
ServerOptions readConfig(const std::filesystem::path& file, const Variables& environment,
                         const ServerOptions& defaults);

}  // namespace app::server
