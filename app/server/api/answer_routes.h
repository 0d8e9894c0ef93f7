#pragma once

#include <memory>

#include "app/server/api/answer_flow.h"
#include "app/server/http/routes.h"

namespace app::server {

/// POST /v1/chat/completions, /v1/completions and /v1/responses.
void addAnswerRoutes(Routes& routes, const std::shared_ptr<AnswerFlow>& flow, const Limits& limits);

}  // namespace app::server
