#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/request.h"
#include "engine/text/grammar/grammar.h"

namespace engine::grammar {

/// What the answer is held to by the request's format; null when it is free. Throws EngineError BadRequest
/// that names what is not supported.
std::shared_ptr<const Grammar> formatGrammar(const AnswerFormat& format);

/// GLM's tool notation for one or more calls of these tools (OpenAI's tool objects), or for one call of the
/// named one. An argument whose schema is outside the subset is free text. Throws EngineError BadRequest.
std::shared_ptr<const Grammar> toolGrammar(const std::vector<std::string>& tools, const ToolChoice& choice);

}  // namespace engine::grammar
