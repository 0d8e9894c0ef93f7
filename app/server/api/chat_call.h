#pragma once

#include <string_view>

#include "app/server/api/call.h"
#include "app/server/server_options.h"

namespace app::server {

/// The body of POST /v1/chat/completions, checked to the last field. Throws ApiProblem 400. Any thread.
Call readChatCall(std::string_view body, const Limits& limits);

}  // namespace app::server
