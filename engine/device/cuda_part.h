#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "engine/device/graph_recorder.h"
#include "engine/device/kernel_launcher.h"

namespace engine {

/// What needs the CUDA driver and libtorch's CUDA library by name: made by libglancedesk_cuda.so, which is
/// opened only where a card is.
class CudaPart {
 public:
    CudaPart() = default;
    CudaPart(const CudaPart&) = delete;
    CudaPart& operator=(const CudaPart&) = delete;
    virtual ~CudaPart() = default;

    /// Compiled kernels onto the card. Throws EngineError Internal.
    virtual std::unique_ptr<KernelLauncher> load(const std::string& machineCode,
                                                 std::span<const char* const> kernels) const = 0;
    virtual std::unique_ptr<GraphRecorder> recorder() const = 0;
};

/// The shared object's one name: the part for card `index`, which the caller owns, or null with a sentence in
/// `reason`. libtorch's CUDA library is open already.
using MakeCudaPart = CudaPart* (*)(int index, char* reason, std::size_t size);
constexpr const char* makeCudaPartName = "glancedeskMakeCudaPart";

}  // namespace engine
