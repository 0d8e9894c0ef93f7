#include <QFile>

#include "app/chat/model_loader.h"
#include "engine/engine.h"

namespace app {

ModelLoader engineLoader(int threads) {
    return [threads](const QString& folder, const std::function<void(double)>& progress,
                     std::stop_token stop) -> engine::Result<std::shared_ptr<const engine::Generator>> {
        engine::LoadOptions options;
        options.folder = QFile::encodeName(folder).toStdString();
        options.threads = threads;
        auto loaded = engine::Engine::load(options, progress, std::move(stop));
        if (!loaded) return loaded.error();
        return std::shared_ptr<const engine::Generator>(std::move(loaded.value()));
    };
}

}  // namespace app
