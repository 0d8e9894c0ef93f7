#include "engine/engine.h"

#include <thread>
#include <utility>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "engine/device/cuda_device.h"
#include "engine/device/device_choice.h"
#include "engine/session/failure.h"
#include "engine/session/loaded_model.h"
#include "engine/session/model_plan.h"
#include "engine/session/scheduler.h"
#include "engine/session/trace.h"

namespace engine {

struct Engine::Parts {
    std::unique_ptr<const LoadedModel> model;
    std::unique_ptr<Scheduler> scheduler;
};

Engine::Engine(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
Engine::~Engine() = default;

const ModelInfo& Engine::info() const {
    return m_parts->model->info;
}

Result<std::vector<int>> Engine::tokenize(const std::string& text) const {
    try {
        return m_parts->model->tokenizer.encode(text, AddedTokens::Plain);
    } catch (...) {
        return errorInFlight();
    }
}

Result<std::unique_ptr<Engine>> Engine::load(const LoadOptions& options, const LoadProgress& progress,
                                             std::stop_token stop) {
    // OpenMP gives every thread that computes a team of its own, and once there are more than processors,
    // they no longer wait for each other awake: every matrix product of a prompt would begin with a system
    // call. This thread's team ends with it.
    Result<std::unique_ptr<Engine>> loaded = Error{};
    try {
        std::jthread([&] { loaded = loadHere(options, progress, stop); }).join();
    } catch (...) {
        return errorInFlight();
    }
    return loaded;
}

Result<std::unique_ptr<Engine>> Engine::loadHere(const LoadOptions& options, const LoadProgress& progress,
                                                 const std::stop_token& stop) {
    try {
        const c10::InferenceMode inference;
        if (options.threads > 0) at::set_num_threads(options.threads);
        const auto makeDevice = [&](const ModelConfig& config, const WeightFormats& formats) {
            if (options.device.kind == DeviceChoice::Kind::Cpu) return cpuDevice();
            const auto cacheType = options.int8Cache ? at::kChar : formats.dense;
            const auto open = [&](const Card& card) {
                return openCard(card, kernelShapeOf(config.text, cacheType));
            };
            return chooseDevice(options.device, findCards(),
                                cardNeedsOf(config, formats, cacheType, options.smallVision), open);
        };
        auto model = loadModel(options, makeDevice, progress, stop);
        auto scheduler = std::make_unique<Scheduler>(*model, options);
        auto parts = std::make_unique<Parts>(Parts{std::move(model), std::move(scheduler)});
        return std::unique_ptr<Engine>(new Engine(std::move(parts)));
    } catch (...) {
        return errorInFlight();
    }
}

Result<Finished> Engine::generate(const Request& request, const EventSink& sink, std::stop_token stop) const {
    try {
        return m_parts->scheduler->run(request, sink, stop);
    } catch (...) {
        return errorInFlight();
    }
}

Result<std::vector<float>> Engine::embed(const ImagePart& picture, std::stop_token stop) const {
    try {
        return m_parts->scheduler->look(picture, stop);
    } catch (...) {
        return errorInFlight();
    }
}

Result<std::monostate> Engine::trace(const Request& request, int newTokens, const std::filesystem::path& file,
                                     std::stop_token stop) const {
    try {
        const c10::InferenceMode inference;
        engine::trace(*m_parts->model, request, newTokens, file, stop);
        return std::monostate{};
    } catch (...) {
        return errorInFlight();
    }
}

}  // namespace engine
