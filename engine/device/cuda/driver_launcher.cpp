#include "engine/device/cuda/driver_launcher.h"

#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>

#include "engine/error.h"

namespace engine {

DriverLauncher::DriverLauncher(const Driver& driver, CUcontext context, c10::Device device,
                               const std::string& machineCode, std::span<const char* const> kernels)
    : m_driver(driver), m_context(context), m_device(device) {
    enter();
    Driver::require(driver.loadModule(&m_module, machineCode.data()), "cuModuleLoadData");
    for (const auto* kernel : kernels)
        Driver::require(driver.function(&m_functions[kernel], m_module, kernel), kernel);
}

DriverLauncher::~DriverLauncher() {
    CUcontext current = nullptr;
    if (m_driver.currentContext(&current) == CUDA_SUCCESS && current == m_context)
        m_driver.unloadModule(m_module);
}

/// libtorch makes the card's context current on a thread with the first thing it does there; ours may be
/// first.
void DriverLauncher::enter() const {
    CUcontext current = nullptr;
    Driver::require(m_driver.currentContext(&current), "cuCtxGetCurrent");
    if (current != m_context) Driver::require(m_driver.setContext(m_context), "cuCtxSetCurrent");
}

void DriverLauncher::launch(const char* kernel, const LaunchShape& shape,
                            std::span<void* const> arguments) const {
    const auto found = m_functions.find(kernel);
    if (found == m_functions.end())
        throw EngineError(ErrorCode::Internal, {}, std::string("no kernel ") + kernel);
    const c10::DeviceGuard guard(m_device);
    enter();
    const auto* cards = c10::impl::getDeviceGuardImpl(m_device.type());
    auto* stream = static_cast<CUstream>(cards->getStreamNativeHandle(cards->getStream(m_device)));
    Driver::require(
        m_driver.launch(found->second, shape.blocks[0], shape.blocks[1], shape.blocks[2], shape.threads, 1, 1,
                        0, stream, const_cast<void**>(arguments.data()), nullptr),
        kernel);
}

}  // namespace engine
