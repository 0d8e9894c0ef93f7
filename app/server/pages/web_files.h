#pragma once

#include "app/server/http/routes.h"
#include "app/server/server_options.h"

namespace app::server {

/// The chat page at "/", "/embed.js" and the page's parts, out of the program itself. Each is a route of its
/// own, open to all: they hold no secret. resources/web/README.md says which headers they need.
void addWebRoutes(Routes& routes, const ServerOptions& options);

/// A file that is built into the program, by its name there; empty when there is none.
std::string builtIn(const std::string& name);

}  // namespace app::server
