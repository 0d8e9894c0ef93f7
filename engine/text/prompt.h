#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/image.h"
#include "engine/request.h"
#include "engine/text/chat_template.h"
#include "engine/text/tokenizer.h"

namespace engine {

/// A request laid out for the model.
struct Prompt {
    std::string text;
    std::vector<int> ids;                              ///< one image token for each picture, in order
    std::vector<std::shared_ptr<const Image>> images;  ///< never null
    std::vector<int> mostTokens;                       ///< the request's cap of each picture; 0: none
};

/// What the template is given: a message with pictures has a list of parts, one without has a plain string;
/// calls of tools are objects with arguments that are objects. Throws EngineError BadRequest when there is no
/// message, a picture is null, or a tool or an argument is no JSON.
nlohmann::ordered_json templateInputs(const Request& request);

/// Request::prompt is read as it stands, without messages and template.
/// Throws what templateInputs, render and encode throw; ImageMismatch when the template left out a picture.
Prompt makePrompt(const Request& request, const ChatTemplate& chatTemplate, const Tokenizer& tokenizer,
                  int imageTokenId);

/// Repeats the n-th image token counts[n] times. Throws ImageMismatch when ids holds another number of them.
std::vector<int> expandImages(std::span<const int> ids, int imageTokenId, std::span<const int> counts);

}  // namespace engine
