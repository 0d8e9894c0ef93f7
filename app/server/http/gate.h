#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/server/http/exchange.h"
#include "app/server/server_options.h"

namespace app::server {

/// What is checked of a request's head before anybody looks at its body. Const and of any thread.
class Gate final {
 public:
    explicit Gate(const ServerOptions& options);

    /// First of all: exactly one Host, and a name of this server (against DNS rebinding), and a plain framing
    /// (against request smuggling). Throws ApiProblem.
    void checkShape(const RequestHead& head) const;

    /// The Origin that an answer may name, empty when there was none. Throws ApiProblem 403 for a foreign
    /// one.
    std::string checkOrigin(const RequestHead& head) const;

    /// The client's address: the peer's, or what a listed proxy says of it.
    std::string addressOf(const RequestHead& head, const std::string& peer) const;

 private:
    std::vector<std::string> m_hosts;
    std::vector<std::string> m_origins;
    std::vector<std::string> m_proxies;
};

/// 415 unless the content is JSON in UTF-8.
void checkJsonType(const RequestHead& head);

/// What every answer carries, and more for an allowed origin.
Headers safeHeaders(const std::string& origin);
/// Of the answer to an allowed preflight.
Headers preflightHeaders();

}  // namespace app::server
