#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "app/server/http/exchange.h"

namespace app::server {

/// Who may use a route. What isn't in the table is closed.
enum class Access {
    Open,    ///< anybody who passed the Host check: what holds no secret and costs nothing
    Caller,  ///< a key or token with the route's scope, where any are configured
};

struct Route {
    std::string method;
    std::string path;  ///< whole; one that ends in "/*" takes one more segment
    Access access = Access::Caller;
    std::string scope;          ///< of Access::Caller
    std::size_t bodyBytes = 0;  ///< the longest JSON body; 0: none is read
    std::function<Task<void>(Exchange&)> handle;
};

class Routes final {
 public:
    void add(Route route);

    /// Throws ApiProblem 404, or 405 when the path is there for other methods.
    const Route& find(const std::string& method, const std::string& path) const;
    bool hasPath(const std::string& path) const;
    const std::vector<Route>& all() const { return m_routes; }

 private:
    std::vector<Route> m_routes;
};

}  // namespace app::server
