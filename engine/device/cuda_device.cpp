#include "engine/device/cuda_device.h"

#include <array>
#include <dlfcn.h>
#include <utility>

#include <ATen/Context.h>
#include <c10/core/CachingDeviceAllocator.h>

#include "engine/device/kernel_cache.h"
#include "engine/device/nvrtc.h"
#include "engine/device/self_test.h"
#include "engine/device/tensor_arithmetic.h"
#include "engine/error.h"

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* partName = "libglancedesk_cuda.so";

fs::path folderOfTorch() {
    Dl_info info{};
    const auto* inTorch = reinterpret_cast<const void*>(&at::globalContext);
    return dladdr(inTorch, &info) != 0 ? fs::path(info.dli_fname).parent_path() : fs::path();
}

/// RTLD_GLOBAL: our shared object finds its names in it.
void openTorch(const fs::path& folder) {
    const auto file = folder / "libtorch_cuda.so";
    if (dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL) == nullptr)
        throw EngineError(ErrorCode::Internal, {},
                          std::string("libtorch's CUDA library does not open: ") + dlerror());
}

/// Null and a note where there is no compiler or it refuses.
std::shared_ptr<const KernelSet> kernelsOf(const CudaPart& part, const Card& card, const KernelShape& shape,
                                           const CudaFiles& files, std::vector<std::string>& notes) {
    const auto source = kernelSource();
    const auto definitions = definitionsOf(shape);
    auto key = source + card.architecture();
    for (const auto& definition : definitions)
        key += definition;
    const KernelCache cache(files.kernels);
    const auto load = [&] {
        const auto code = cache.code(
            key, [&] { return Nvrtc(files.compilers).compile(source, card.architecture(), definitions); });
        return std::make_shared<const KernelSet>(part.load(code, kernelNames()), shape);
    };
    try {
        try {
            return load();
        } catch (const EngineError&) {
            cache.forget(key);  // perhaps of another compiler or driver
            return load();
        }
    } catch (const EngineError& error) {
        notes.push_back("without kernels of its own: " + error.error().detail);
        return nullptr;
    }
}

/// What many rows are multiplied in; whoever asks for float32 gets it throughout.
at::ScalarType productsOf(const Card& card, const KernelShape& shape) {
    if (shape.cache == at::kFloat) return at::kFloat;
    return card.hasBfloat16() ? at::kBFloat16 : at::kHalf;
}

std::int64_t freeOn(at::Device device) {
    auto* allocator = c10::getDeviceAllocator(at::kCUDA);
    const auto [free, total] = allocator->getMemoryInfo(device.index());
    const auto stats = allocator->getDeviceStats(device.index());
    const auto all = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    // What libtorch holds for tensors to come is free for us too.
    return static_cast<std::int64_t>(free) + stats.reserved_bytes[all].current -
           stats.allocated_bytes[all].current;
}

}  // namespace

CudaFiles CudaFiles::here() {
    CudaFiles files;
    files.torch = folderOfTorch();
    std::error_code code;
    // An installed package fetches this part when there is a card (packaging/cuda), beside its own libtorch.
    const auto fetched = files.torch / "cuda" / "torch" / "lib";
    if (fs::exists(fetched / "libtorch_cuda.so", code)) files.torch = fetched;
    const auto program = fs::read_symlink("/proc/self/exe", code).parent_path();
    files.parts = {program / partName, program.parent_path() / "bin" / partName,
                   program.parent_path() / "lib" / "glancedesk" / partName};
    files.compilers = {files.torch.parent_path().parent_path() / "nvidia" / "cu13" / "lib" / "libnvrtc.so.13",
                       "libnvrtc.so.13"};
    files.kernels = KernelCache::ownFolder();
    return files;
}

std::unique_ptr<CudaPart> openCudaPart(int index, const CudaFiles& files) {
    std::string reasons;
    for (const auto& file : files.parts) {
        // Lazily: its names of libtorch's CUDA library are looked up when they are called.
        auto* library = dlopen(file.c_str(), RTLD_LAZY | RTLD_LOCAL);
        if (library == nullptr) {
            reasons += std::string(reasons.empty() ? "" : "; ") + dlerror();
            continue;
        }
        const auto make = reinterpret_cast<MakeCudaPart>(dlsym(library, makeCudaPartName));
        if (make == nullptr)
            throw EngineError(ErrorCode::Internal, {}, file.string() + " lacks " + makeCudaPartName);
        std::array<char, 512> reason{};
        if (auto* part = make(index, reason.data(), reason.size())) return std::unique_ptr<CudaPart>(part);
        throw EngineError(ErrorCode::Internal, {}, reason.data());
    }
    throw EngineError(ErrorCode::Internal, {}, "our part for cards does not open: " + reasons);
}

Device openCard(const Card& card, const KernelShape& shape, const CudaFiles& files) {
    try {
        openTorch(files.torch);
        at::globalContext().lazyInitDevice(at::kCUDA);
        // Sums of 16-bit products are kept in 32 bits throughout.
        at::globalContext().setAllowFP16ReductionCuBLAS(false);
        at::globalContext().setAllowBF16ReductionCuBLAS(false);
        const auto part = openCudaPart(card.index, files);
        const at::Device place(at::kCUDA, static_cast<at::DeviceIndex>(card.index));

        Device device;
        device.name = card.title();
        device.isCard = true;
        const auto kernels = kernelsOf(*part, card, shape, files, device.notes);
        auto arithmetic =
            std::make_unique<TensorArithmetic>(place, productsOf(card, shape), kernels, FastPaths{});
        device.graphs = part->recorder();
        allowWhatAgrees(*arithmetic, shape, device.graphs.get(), device.notes);
        if (!arithmetic->paths().has(FastPath::Graphs) || !arithmetic->paths().has(FastPath::FewRows) ||
            !arithmetic->paths().has(FastPath::Products))
            device.graphs.reset();
        device.arithmetic = std::move(arithmetic);
        device.freeBytes = [place] { return freeOn(place); };
        return device;
    } catch (const c10::Error& error) {
        throw EngineError(ErrorCode::Internal, {}, error.what_without_backtrace());
    }
}

}  // namespace engine
