#include "app/faults/picture_looker.h"

#include <utility>

#include <spdlog/spdlog.h>

#include "app/errors/guarded.h"

namespace app {

PictureLooker::PictureLooker(Models models, Cap cap) : m_models(std::move(models)), m_cap(std::move(cap)) {}

PictureLooker::~PictureLooker() {
    m_end.request_stop();
}

QString PictureLooker::model() const {
    const auto generator = m_models();
    if (!generator || generator == m_blind.lock()) return {};
    return QString::fromStdString(generator->info().name);
}

void PictureLooker::look(const Picture& picture, std::stop_token stop, Then then) {
    auto generator = m_models();
    if (!generator || generator == m_blind.lock() || !picture.pixels) return;
    m_queue.add([this, generator = std::move(generator),
                 part = engine::ImagePart{picture.pixels, m_cap ? m_cap() : 0}, then = std::move(then),
                 stop = std::move(stop), end = m_end.get_token()]() mutable -> BackgroundQueue::Then {
        std::stop_source either;
        const std::stop_callback onStop(stop, [&] { either.request_stop(); });
        const std::stop_callback onEnd(end, [&] { either.request_stop(); });
        if (either.stop_requested()) return [] {};
        const auto seen = guarded([&] { return generator->embed(part, either.get_token()); });
        if (either.stop_requested()) return [] {};
        if (!seen) {
            spdlog::warn("Looking at a picture failed: code {}, {}", static_cast<int>(seen.error().code),
                         seen.error().detail);
            return [] {};
        }
        const auto view = PictureView::of(QString::fromStdString(generator->info().name), seen.value());
        if (view.isEmpty()) return [this, blind = std::weak_ptr(generator)] { m_blind = blind; };
        return [view, then = std::move(then), stop] {
            if (!stop.stop_requested()) then(view);
        };
    });
}

}  // namespace app
