#pragma once

#include <string>
#include <string_view>

namespace app::server {

/// The bytes of a base64 data: URL of a PNG, JPEG or WebP. Any other URL is refused with a sentence that says
/// to send one. Throws ApiProblem 400 that names `param`.
std::string dataUrlBytes(std::string_view url, const std::string& param);

}  // namespace app::server
