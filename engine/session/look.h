#pragma once

#include <functional>
#include <future>
#include <stop_token>
#include <vector>

#include "engine/error.h"
#include "engine/request.h"
#include "engine/session/feature_cache.h"
#include "engine/session/image_key.h"
#include "engine/session/loaded_model.h"

namespace engine {

/// One picture to be seen without a question, between the thread that asks and the scheduler's.
class Look {
 public:
    using View = Result<std::vector<float>>;

    /// Reads the picture once, which takes a while. On the asker's thread.
    explicit Look(const ImagePart& picture);

    /// The asker's thread: blocks until it was seen.
    View wait() { return m_view.get_future().get(); }
    /// From any thread.
    void stop() { m_stop.request_stop(); }

    // The scheduler's thread.

    bool wasStopped() const { return m_stop.stop_requested(); }
    /// What stands out in the picture; its tokens stay in `features` for a question about it. Throws
    /// Cancelled within one block's work of a stop. `pulse` between blocks, so that others can go on.
    std::vector<float> see(const LoadedModel& model, FeatureCache& features,
                           const std::function<void()>& pulse) const;
    /// The last call.
    void finish(View view) { m_view.set_value(std::move(view)); }

 private:
    const ImagePart m_picture;
    const ImageKey m_key;
    std::stop_source m_stop;
    std::promise<View> m_view;
};

/// The mean of a picture's tokens [image tokens, hidden], each weighed by the square of its distance from
/// their plain mean, so that what stands out counts and not the backdrop; of length 1. Throws BadNumbers.
std::vector<float> viewOf(const at::Tensor& features);

}  // namespace engine
