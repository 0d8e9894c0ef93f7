#pragma once

#include <string>

#include "app/server/http/exchange.h"
#include "app/server/http/routes.h"

namespace app::server {

/// Decides who may use a route and how often, and hears how each request ended. Of the server's thread.
class Guard {
 public:
    Guard() = default;
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    virtual ~Guard() = default;

    /// Before the body is read. Throws ApiProblem 401, 403 or 429.
    virtual Caller admit(const RequestHead& head, const Route& route, const std::string& address) = 0;

    /// Every request that had a head, when its answer is written. `route`: of the table, empty for none.
    virtual void ended(const AuditRecord& record, const std::string& route) = 0;
};

}  // namespace app::server
