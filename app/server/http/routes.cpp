#include "app/server/http/routes.h"

#include <algorithm>
#include <utility>

#include "app/server/api/api_error.h"

namespace app::server {
namespace {

bool matches(const std::string& pattern, const std::string& path) {
    if (!pattern.ends_with("/*")) return pattern == path;
    const std::size_t stem = pattern.size() - 1;
    return path.size() > stem && path.compare(0, stem, pattern, 0, stem) == 0 &&
           path.find('/', stem) == std::string::npos;
}

}  // namespace

void Routes::add(Route route) {
    m_routes.push_back(std::move(route));
}

bool Routes::hasPath(const std::string& path) const {
    return std::any_of(m_routes.begin(), m_routes.end(),
                       [&](const Route& route) { return matches(route.path, path); });
}

const Route& Routes::find(const std::string& method, const std::string& path) const {
    for (const Route& route : m_routes) {
        if (route.method == method && matches(route.path, path)) return route;
    }
    if (hasPath(path)) throw ApiProblem(405, "method_not_allowed", "This path does not take that method.");
    throw ApiProblem(404, "unknown_url", "There is nothing at this path.");
}

}  // namespace app::server
