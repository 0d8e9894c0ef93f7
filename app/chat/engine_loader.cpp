#include <QFile>

#include "app/chat/model_loader.h"
#include "app/models/memory_check.h"
#include "engine/engine.h"

namespace app {

namespace {

engine::WeightsKind kindOf(WeightsChoice choice) {
    switch (choice) {
        case WeightsChoice::Auto:
            return engine::WeightsKind::Auto;
        case WeightsChoice::Bfloat16:
            return engine::WeightsKind::Bfloat16;
        case WeightsChoice::Int8:
            return engine::WeightsKind::Int8;
        case WeightsChoice::Int4:
            return engine::WeightsKind::Int4;
    }
    return engine::WeightsKind::Auto;
}

engine::DeviceChoice deviceOf(ComputeChoice choice) {
    using Kind = engine::DeviceChoice::Kind;
    switch (choice) {
        case ComputeChoice::Auto:
            return {Kind::Auto};
        case ComputeChoice::Processor:
            return {Kind::Cpu};
        case ComputeChoice::GraphicsCard:
            return {Kind::Cuda};
    }
    return {};
}

}  // namespace

ModelLoader engineLoader(const ModelSettings& settings, int threads) {
    return [settings, threads](
               const QString& folder, const std::function<void(double)>& progress,
               std::stop_token stop) -> engine::Result<std::shared_ptr<const engine::Generator>> {
        engine::LoadOptions options;
        options.folder = QFile::encodeName(folder).toStdString();
        options.weights = kindOf(settings.weights);
        options.device = deviceOf(settings.device);
        options.smallVision = settings.smallVision;
        options.int8Cache = settings.smallCache;
        options.reuseBytes = std::int64_t{settings.reuseMegabytes} << 20;
        options.threads = threads > 0 ? threads : settings.threads;
        if (auto problem = memoryProblem(options)) return std::move(*problem);
        auto loaded = engine::Engine::load(options, progress, std::move(stop));
        if (!loaded) return loaded.error();
        return std::shared_ptr<const engine::Generator>(std::move(loaded.value()));
    };
}

}  // namespace app
