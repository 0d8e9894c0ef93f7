#pragma once

#include <vector>

#include "app/server/api/call.h"
#include "app/server/json/object_reader.h"
#include "app/server/server_options.h"

namespace app::server {

/// "tools", "tool_choice", "parallel_tool_calls". Throws ApiProblem 400.
void readTools(ObjectReader& body, const Limits& limits, Call& call);

/// A schema as it is handed to the engine. Throws ApiProblem 400 when it is no object or too large.
std::string schemaText(const Json& schema, const std::string& param, const Limits& limits);

/// "response_format". Throws ApiProblem 400.
void readFormat(ObjectReader& body, const Limits& limits, Call& call);

/// 1 to 64 of [A-Za-z0-9_-].
bool isFunctionName(const std::string& name);

}  // namespace app::server
