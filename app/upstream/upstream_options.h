#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace app {

/// Which fields besides OpenAI's own a server takes. Auto: told by its list of models.
enum class UpstreamDialect { Auto, OpenAi, Vllm, Sglang, GlanceDesk };

/// Where else the model's answers come from: OpenAI-compatible servers that all serve the same model.
struct UpstreamOptions {
    std::vector<std::string> addresses;  ///< as upstreamAddress() gives them; at least one
    std::string model;                   ///< as the servers call it; empty: the first that they list
    std::string key;                     ///< empty: none is sent
    std::string authorities;             ///< a PEM file of the company's own; empty: the system's
    std::string proxy;                   ///< empty: as the environment says
    UpstreamDialect dialect = UpstreamDialect::Auto;
    std::chrono::milliseconds connect{5'000};
    std::chrono::milliseconds firstByte{180'000};  ///< also while the question waits in the server's queue
    std::chrono::milliseconds pause{60'000};       ///< without a byte of an answer that has begun
    std::chrono::milliseconds check{10'000};       ///< between two looks at an address that is well

    bool operator==(const UpstreamOptions&) const = default;
};

}  // namespace app
