#pragma once

#include <array>
#include <span>

namespace engine {

/// How many blocks run, and how many threads each has.
struct LaunchShape {
    std::array<unsigned, 3> blocks{1, 1, 1};
    unsigned threads = 32;
};

/// Runs kernels of engine/device/kernels by name. The tests have one that runs them on the processor.
class KernelLauncher {
 public:
    KernelLauncher() = default;
    KernelLauncher(const KernelLauncher&) = delete;
    KernelLauncher& operator=(const KernelLauncher&) = delete;
    virtual ~KernelLauncher() = default;

    /// `arguments` point to the kernel's parameters, in order. Work on a card is queued behind what libtorch
    /// queued there. Throws EngineError Internal.
    virtual void launch(const char* kernel, const LaunchShape& shape,
                        std::span<void* const> arguments) const = 0;
};

}  // namespace engine
