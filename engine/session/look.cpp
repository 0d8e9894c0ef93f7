#include "engine/session/look.h"

#include <cmath>
#include <span>

#include "engine/model/layer_watch.h"
#include "engine/vision/preprocess.h"

namespace engine {
namespace {

ImageKey keyOfPicture(const ImagePart& picture) {
    if (picture.image == nullptr) throw EngineError(ErrorCode::BadRequest, {}, "no picture");
    return keyOf(*picture.image);
}

}  // namespace

Look::Look(const ImagePart& picture) : m_picture(picture), m_key(keyOfPicture(picture)) {}

std::vector<float> Look::see(const LoadedModel& model, FeatureCache& features,
                             const std::function<void()>& pulse) const {
    const auto& image = *m_picture.image;
    const auto grid = gridOf(image.width, image.height, model.images, m_picture.mostTokens);
    const std::string window;  // the caller that asks no port
    auto seen = features.find(window, m_key, grid);
    if (!seen.defined()) {
        const LayerWatch watch{m_stop.get_token(), [&](int, int) { pulse(); }};
        throwIfStopped(watch.stop);
        const auto patches = preprocess(image, grid, model.images, model.device.place());
        seen = model.vision.see(patches, {&grid, 1}, watch);
        features.add(window, m_key, grid, seen);
    }
    return viewOf(seen);
}

std::vector<float> viewOf(const at::Tensor& features) {
    const auto tokens = features.to(at::kFloat);                                 // [image tokens, hidden]
    const auto weights = (tokens - tokens.mean(0, true)).square().sum(1, true);  // [image tokens, 1]
    const bool isPlain = weights.max().item<float>() <= 0;                       // one colour all over
    auto view = isPlain ? tokens.mean(0) : (tokens * weights).sum(0) / weights.sum();  // [hidden]
    view = (view / view.norm()).cpu().contiguous();
    if (!at::isfinite(view).all().item<bool>()) throw EngineError(ErrorCode::BadNumbers, {});
    const std::span<const float> values(view.data_ptr<float>(), static_cast<std::size_t>(view.numel()));
    return {values.begin(), values.end()};
}

}  // namespace engine
