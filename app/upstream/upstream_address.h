#pragma once

#include <optional>
#include <string>

namespace app {

/// "gpu1:8000", "http://gpu1:8000/" and "https://ai.example.com/glm/v1" as the address below which
/// "/chat/completions" lies; without a scheme it is http, without a path /v1. Empty when it is no address, or
/// holds a name, a password, a query or a fragment: keys never stand in an address.
std::optional<std::string> upstreamAddress(const std::string& written);

/// The server itself, above "/v1": where /tokenize lies.
std::string aboveVersion(const std::string& address);

/// Host and port, for people.
std::string hostOf(const std::string& address);

}  // namespace app
