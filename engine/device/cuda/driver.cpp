#include "engine/device/cuda/driver.h"

#include <dlfcn.h>

#include "engine/error.h"

namespace engine {
namespace {

/// The exported names carry the version that cuda.h's macros give the plain ones.
#define NAME_OF(call) #call
#define EXPORTED(call) NAME_OF(call)

struct Finder {
    void* library;
    std::string missing;

    template <class Function>
    void find(Function& function, const char* name) {
        function = reinterpret_cast<Function>(dlsym(library, name));
        if (function == nullptr && missing.empty()) missing = name;
    }
};

}  // namespace

const Driver* Driver::open(std::string& reason) {
    // Never closed: the driver outlives every card's use.
    auto* library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_GLOBAL);
    if (library == nullptr) {
        reason = "there is no NVIDIA driver here";
        return nullptr;
    }
    static Driver driver;
    Finder finder{library, {}};
    finder.find(driver.init, EXPORTED(cuInit));
    finder.find(driver.deviceCount, EXPORTED(cuDeviceGetCount));
    finder.find(driver.device, EXPORTED(cuDeviceGet));
    finder.find(driver.retainContext, EXPORTED(cuDevicePrimaryCtxRetain));
    finder.find(driver.currentContext, EXPORTED(cuCtxGetCurrent));
    finder.find(driver.setContext, EXPORTED(cuCtxSetCurrent));
    finder.find(driver.loadModule, EXPORTED(cuModuleLoadData));
    finder.find(driver.unloadModule, EXPORTED(cuModuleUnload));
    finder.find(driver.function, EXPORTED(cuModuleGetFunction));
    finder.find(driver.launch, EXPORTED(cuLaunchKernel));
    if (!finder.missing.empty()) {
        reason = "the NVIDIA driver lacks " + finder.missing;
        return nullptr;
    }
    int count = 0;
    if (driver.init(0) != CUDA_SUCCESS || driver.deviceCount(&count) != CUDA_SUCCESS || count == 0) {
        reason = "the NVIDIA driver finds no card";
        return nullptr;
    }
    return &driver;
}

void Driver::require(CUresult result, const char* call) {
    if (result != CUDA_SUCCESS)
        throw EngineError(
            ErrorCode::Internal, {},
            std::string("the NVIDIA driver refuses ") + call + " (" + std::to_string(result) + ")");
}

}  // namespace engine
