#pragma once

#include <stdexcept>
#include <string>

namespace app::server {

/// The server cannot start; one sentence in the user's language that says what to do.
class StartError final : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;

    static StartError needsKeys(const std::string& host);
    static StartError proxyNeedsKeys();
    static StartError notOneSocket(const std::string& count);
    static StartError notAListeningSocket();
    static StartError addressUnusable(const std::string& host, int port, const std::string& reason);
};

}  // namespace app::server
