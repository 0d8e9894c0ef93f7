#pragma once

#include <stop_token>

#include "engine/event.h"
#include "engine/request.h"
#include "engine/session/loaded_model.h"

namespace engine {

/// Answers one request on this thread; a stop ends it with FinishReason::Cancelled. Throws what is wrong with
/// the request, BadNumbers, and what the sink throws.
Finished answer(const LoadedModel& model, const Request& request, const EventSink& sink,
                const std::stop_token& stop);

}  // namespace engine
