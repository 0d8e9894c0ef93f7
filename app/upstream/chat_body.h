#pragma once

#include <string>

#include "app/upstream/model_list.h"
#include "engine/request.h"

namespace app {

/// The pictures of a request as data URLs, in order: made once, whichever servers are tried.
std::vector<std::string> pictureUrls(const engine::Request& request);

/// The path below the address: /chat/completions, or /completions for plain text.
const char* pathFor(const engine::Request& request);

/// A streamed request in the server's dialect. Left out is what OpenAI's interface has no field for: what a
/// server would refuse, and fields that the request leaves to the model.
std::string bodyFor(const engine::Request& request, const ServedModel& model,
                    const std::vector<std::string>& pictures);

}  // namespace app
