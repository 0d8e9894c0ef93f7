#pragma once

#include <stop_token>
#include <thread>

#include "app/upstream/fleet.h"
#include "app/upstream/http_client.h"
#include "app/upstream/upstream_options.h"

namespace app {

/// One look at an address: is it there, does it take the key, does it have the model.
engine::Result<ServedModel> lookAt(const std::string& address, const UpstreamOptions& options,
                                   const HttpClient& client, std::stop_token stop);

/// Looks at every address again and again on a thread of its own, at those with a problem more often, and
/// tells the fleet.
class FleetWatch final {
 public:
    /// All outlive it.
    FleetWatch(Fleet& fleet, const UpstreamOptions& options, const HttpClient& client);

 private:
    void work(const std::stop_token& stop);

    Fleet& m_fleet;
    const UpstreamOptions& m_options;
    const HttpClient& m_client;
    std::jthread m_thread;  ///< last: starts when all else is there
};

/// Tells the fleet of one look at one of its addresses.
void lookAt(Fleet& fleet, std::size_t index, const UpstreamOptions& options, const HttpClient& client,
            std::stop_token stop);

}  // namespace app
