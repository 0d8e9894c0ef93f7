#include "tests/engine/device/tensor_device.h"

#include <stdexcept>

#include "tests/engine/support/fixtures.h"

namespace host {
namespace {

class Repeated final : public engine::Graph {
 public:
    Repeated(std::function<void()> work, int& count) : m_work(std::move(work)), m_count(count) {}
    void replay() override {
        ++m_count;
        m_work();
    }

 private:
    std::function<void()> m_work;
    int& m_count;
};

}  // namespace

std::unique_ptr<engine::Graph> Recorder::record(const std::function<void()>& work) {
    if (broken) throw std::runtime_error("nothing is recorded here");
    work();
    ++recorded;
    return std::make_unique<Repeated>(work, replayed);
}

engine::DeviceMaker maker(const Way& way) {
    return [way](const engine::ModelConfig& config, const engine::WeightFormats&) {
        std::shared_ptr<const engine::KernelSet> kernels;
        if (way.kernels) {
            const auto shape = engine::kernelShapeOf(config.text, way.cache);
            kernels = std::make_shared<const engine::KernelSet>(launcher(shape), shape);
        }
        engine::Device device;
        device.name = "a card's way";
        device.arithmetic = std::make_unique<engine::TensorArithmetic>(at::kCPU, way.products, kernels,
                                                                       engine::FastPaths::all());
        if (way.graphs) device.graphs = std::make_unique<Recorder>();
        device.freeBytes = [] { return std::int64_t{1} << 30; };
        return device;
    };
}

std::unique_ptr<const engine::LoadedModel> tiny(const Way& way, engine::WeightsKind weights,
                                                const std::string& checkpoint) {
    engine::LoadOptions options;
    options.folder = fixtures::checkpoint(checkpoint);
    options.weights = weights;
    options.threads = 1;
    options.int8Cache = way.cache == at::kChar;
    return engine::loadModel(options, maker(way), {}, {});
}

}  // namespace host
