#pragma once

#include <string_view>

#include "app/server/api/call.h"
#include "app/server/server_options.h"

namespace app::server {

/// The body of POST /v1/completions: plain text that the model goes on with. Throws ApiProblem 400.
Call readCompletionCall(std::string_view body, const Limits& limits);

/// The body of POST /v1/responses, stateless: the whole conversation is in the request. Throws ApiProblem
/// 400.
Call readResponseCall(std::string_view body, const Limits& limits);

}  // namespace app::server
