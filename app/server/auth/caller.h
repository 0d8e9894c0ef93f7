#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace app {

/// What a caller may do. The set is closed: a scope that stands nowhere here is never granted.
namespace scope {
inline constexpr std::string_view chat = "chat";        ///< completions, chat, responses, tokenize
inline constexpr std::string_view models = "models";    ///< the list of models
inline constexpr std::string_view metrics = "metrics";  ///< counters, for the operator's monitoring
inline constexpr std::string_view all[] = {chat, models, metrics};
}  // namespace scope

bool isScope(std::string_view name);

/// Who asks. `id` tells tenants apart in caches, limits and the audit log, and never is or contains a secret:
/// "key:NAME:a1b2c3d4" of an API key, "jwt:LENGTH:ISSUER:SUBJECT" of a token; the port itself makes "local".
struct Caller {
    std::string id;
    std::vector<std::string> scopes;

    bool may(std::string_view wanted) const {
        return std::find(scopes.begin(), scopes.end(), wanted) != scopes.end();
    }
};

}  // namespace app
