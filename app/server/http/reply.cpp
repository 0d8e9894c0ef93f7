#include "app/server/http/reply.h"

namespace app::server {

std::string dumped(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Reply jsonReply(const Json& value) {
    return {200, "application/json", dumped(value), {}, {}};
}

Reply errorReply(const ApiError& error) {
    Reply reply{error.status, "application/json", dumped(errorJson(error)), {}, "refused: " + error.code};
    if (error.retryAfter > 0) reply.headers.emplace_back("Retry-After", std::to_string(error.retryAfter));
    if (error.status == 401) reply.headers.emplace_back("WWW-Authenticate", "Bearer");
    return reply;
}

}  // namespace app::server
