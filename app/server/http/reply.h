#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/server/api/api_error.h"
#include "app/server/json/strict_json.h"

namespace app::server {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// A whole answer.
struct Reply {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    Headers headers{};
    std::string outcome{};  ///< for the audit log; empty: as the handler noted
};

Reply jsonReply(const Json& value);
Reply errorReply(const ApiError& error);
/// Compact UTF-8; what isn't UTF-8 becomes U+FFFD.
std::string dumped(const Json& value);

}  // namespace app::server
