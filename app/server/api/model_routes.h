#pragma once

#include "app/server/api/answer_flow.h"
#include "app/server/http/routes.h"

namespace app::server {

/// GET /v1/models, GET /v1/models/ID, POST /tokenize, GET /health.
void addModelRoutes(Routes& routes, const Kitchen& kitchen);

}  // namespace app::server
