#pragma once

#include <filesystem>
#include <stdexcept>

#include "app/server/server_options.h"

namespace app::server {

/// One English sentence with file, line and setting.
class ConfigError final : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// The settings of a TOML file over `defaults`; packaging/server.toml explains each. A setting that is
/// unknown, of the wrong type or out of its range is an error. Relative paths are beside the file.
ServerOptions readConfigFile(const std::filesystem::path& file, const ServerOptions& defaults);

}  // namespace app::server
