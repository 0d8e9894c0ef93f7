#pragma once

#include <string>
#include <vector>

#include "app/upstream/upstream_options.h"
#include "engine/error.h"

namespace app {

/// What a server says of the model that is asked for.
struct ServedModel {
    std::string name;
    int contextTokens = 0;  ///< 0: it doesn't say
    UpstreamDialect dialect = UpstreamDialect::OpenAi;

    bool operator==(const ServedModel&) const = default;
};

/// Reads the answer of GET /models. `model` empty: the first of the list. Errors: UpstreamNonsense,
/// UpstreamModelMissing.
engine::Result<ServedModel> servedModel(const std::string& body, const std::string& model,
                                        const std::string& where);

/// Every name in the answer of GET /models, as far as it can be read.
std::vector<std::string> namesIn(const std::string& body);

}  // namespace app
