// The one room that knows the CUDA driver and libtorch's CUDA library by name; the engine opens it at run
// time.
#include "engine/device/cuda_part.h"

#include <cstdio>

#include <ATen/cuda/CUDAGraph.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>

#include "engine/device/cuda/driver_launcher.h"
#include "engine/error.h"

namespace engine {
namespace {

class RecordedGraph final : public Graph {
 public:
    explicit RecordedGraph(std::unique_ptr<at::cuda::CUDAGraph> graph) : m_graph(std::move(graph)) {}
    void replay() override { m_graph->replay(); }

 private:
    std::unique_ptr<at::cuda::CUDAGraph> m_graph;
};

/// Records on a stream beside the one that all else runs on. All graphs take their memory from one pool: they
/// are replayed one after the other, and what one made is read before the next runs.
class CudaRecorder final : public GraphRecorder {
 public:
    explicit CudaRecorder(c10::Device device) : m_device(device) {}

    std::unique_ptr<Graph> record(const std::function<void()>& work) override {
        const auto* cards = c10::impl::getDeviceGuardImpl(c10::kCUDA);
        cards->synchronizeDevice(m_device.index());
        const c10::StreamGuard guard(cards->getStreamFromGlobalPool(m_device, false));
        work();
        cards->synchronizeDevice(m_device.index());
        auto graph = std::make_unique<at::cuda::CUDAGraph>();
        // Other threads may load or free on the card meanwhile.
        graph->capture_begin(m_pool, cudaStreamCaptureModeThreadLocal);
        try {
            work();
        } catch (...) {
            end(*graph);
            throw;
        }
        graph->capture_end();
        m_pool = graph->pool();
        return std::make_unique<RecordedGraph>(std::move(graph));
    }

 private:
    /// After a failure the capture must end; what that says is not the reason.
    static void end(at::cuda::CUDAGraph& graph) {
        try {
            graph.capture_end();
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", error.what());
        }
    }

    c10::Device m_device;
    c10::MempoolId_t m_pool{0, 0};
};

class PartOfCard final : public CudaPart {
 public:
    PartOfCard(const Driver& driver, int index)
        : m_driver(driver), m_device(c10::kCUDA, static_cast<c10::DeviceIndex>(index)) {
        CUdevice device = 0;
        Driver::require(driver.device(&device, index), "cuDeviceGet");
        // libtorch holds the same one for as long as the program runs.
        Driver::require(driver.retainContext(&m_context, device), "cuDevicePrimaryCtxRetain");
    }

    std::unique_ptr<KernelLauncher> load(const std::string& machineCode,
                                         std::span<const char* const> kernels) const override {
        return std::make_unique<DriverLauncher>(m_driver, m_context, m_device, machineCode, kernels);
    }
    std::unique_ptr<GraphRecorder> recorder() const override {
        return std::make_unique<CudaRecorder>(m_device);
    }

 private:
    const Driver& m_driver;
    c10::Device m_device;
    CUcontext m_context = nullptr;
};

void say(char* reason, std::size_t size, const char* words) {
    if (size > 0) std::snprintf(reason, size, "%s", words);
}

}  // namespace
}  // namespace engine

extern "C" __attribute__((visibility("default"))) engine::CudaPart* glancedeskMakeCudaPart(int index,
                                                                                           char* reason,
                                                                                           std::size_t size) {
    try {
        std::string words;
        if (const auto* driver = engine::Driver::open(words)) return new engine::PartOfCard(*driver, index);
        engine::say(reason, size, words.c_str());
    } catch (const engine::EngineError& error) {
        engine::say(reason, size, error.error().detail.c_str());
    } catch (const std::exception& error) {
        engine::say(reason, size, error.what());
    }
    return nullptr;
}
