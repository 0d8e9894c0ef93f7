#pragma once

#include <cstddef>
#include <string_view>

#include <nlohmann/json.hpp>

namespace app::server {

using Json = nlohmann::ordered_json;

struct JsonLimits {
    int depth = 32;
    std::size_t values = 100'000;  ///< of all kinds together
};

/// Parses what a stranger sent: UTF-8, one value, bounded in depth and number of values, no key twice in an
/// object. Throws ApiProblem 400.
Json parseStrict(std::string_view text, const JsonLimits& limits);

}  // namespace app::server
