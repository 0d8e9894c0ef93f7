#pragma once

#include <filesystem>
#include <string>

namespace app::server {

/// Of a checkpoint folder: its small files by content, its weights by name, size and time of change. A
/// missing folder has one too.
std::string fingerprintOf(const std::filesystem::path& folder);

}  // namespace app::server
