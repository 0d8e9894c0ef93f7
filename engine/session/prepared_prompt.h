#pragma once

#include <memory>
#include <vector>

#include "engine/image.h"
#include "engine/model/positions.h"
#include "engine/request.h"
#include "engine/session/loaded_model.h"
#include "engine/vision/image_grid.h"

namespace engine {

/// A request as the model reads it. Cheap to make: no picture has been touched yet.
struct PreparedPrompt {
    std::vector<int> ids;  ///< with as many image tokens as each picture becomes
    std::vector<std::shared_ptr<const Image>> images;
    std::vector<ImageGrid> grids;  ///< of each picture
    std::vector<ImageSpan> spans;  ///< where each lies in ids
    Positions positions;
    int imageTokens = 0;
};

/// Throws BadRequest, TemplateFailed, ImageTooThin, ImageMismatch, or PromptTooLong when nothing of the
/// context would be left for an answer.
PreparedPrompt preparePrompt(const LoadedModel& model, const Request& request);

}  // namespace engine
