#pragma once

#include <map>
#include <span>
#include <string>

#include <c10/core/Device.h>

#include "engine/device/cuda/driver.h"
#include "engine/device/kernel_launcher.h"

namespace engine {

/// Kernels of one loaded module, launched on libtorch's current stream of the card.
class DriverLauncher final : public KernelLauncher {
 public:
    /// Throws EngineError Internal.
    DriverLauncher(const Driver& driver, CUcontext context, c10::Device device,
                   const std::string& machineCode, std::span<const char* const> kernels);
    ~DriverLauncher() override;

    void launch(const char* kernel, const LaunchShape& shape,
                std::span<void* const> arguments) const override;

 private:
    void enter() const;

    const Driver& m_driver;
    CUcontext m_context;
    c10::Device m_device;
    CUmodule m_module = nullptr;
    std::map<std::string, CUfunction, std::less<>> m_functions;
};

}  // namespace engine
