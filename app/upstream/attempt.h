#pragma once

#include <string>
#include <vector>

#include "app/upstream/http_client.h"
#include "app/upstream/model_list.h"
#include "engine/error.h"
#include "engine/event.h"
#include "engine/request.h"

namespace app {

struct Outcome {
    engine::Result<engine::Finished> result;
    bool hasBegun = false;  ///< something of the answer was given on
};

/// One request on its way to one address, then perhaps to another.
class Attempt final {
 public:
    /// All outlive it. Pictures are packed here, once.
    Attempt(const engine::Request& request, const UpstreamOptions& options, const HttpClient& client);

    /// Blocks until the answer ends; the sink is called on this thread.
    Outcome run(const std::string& address, const ServedModel& model, const engine::EventSink& sink,
                std::stop_token stop) const;

 private:
    const engine::Request& m_request;
    const UpstreamOptions& m_options;
    const HttpClient& m_client;
    const std::vector<std::string> m_pictures;
    const std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

}  // namespace app
