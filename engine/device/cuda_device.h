#pragma once

#include <filesystem>

#include "engine/device/card.h"
#include "engine/device/cuda_part.h"
#include "engine/device/device.h"
#include "engine/device/kernel_sources.h"

namespace engine {

/// Where the libraries for cards may lie.
struct CudaFiles {
    std::filesystem::path torch;                   ///< libtorch's folder of libraries
    std::vector<std::filesystem::path> parts;      ///< libglancedesk_cuda.so, the first that is there
    std::vector<std::filesystem::path> compilers;  ///< libnvrtc, the first that opens
    std::filesystem::path kernels;                 ///< where compiled kernels are kept; empty: nowhere

    /// Beside the libtorch that runs, and beside this program.
    static CudaFiles here();
};

/// Opens libtorch's CUDA library and ours, compiles the kernels and tests every fast path on the card; what
/// fails there goes the plain way and is a note. Throws EngineError Internal with the reason when the card
/// can't be used at all.
Device openCard(const Card& card, const KernelShape& shape, const CudaFiles& files = CudaFiles::here());

/// The shared object's part for a card. Throws EngineError Internal.
std::unique_ptr<CudaPart> openCudaPart(int index, const CudaFiles& files);

}  // namespace engine
