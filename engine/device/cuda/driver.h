#pragma once

#include <cuda.h>
#include <string>

namespace engine {

/// The driver's calls that launching needs, found in libcuda.so.1 at run time.
class Driver {
 public:
    /// Null with a sentence in `reason` where there is no driver, no card or an older driver.
    static const Driver* open(std::string& reason);

    /// Throws EngineError Internal naming the call.
    static void require(CUresult result, const char* call);

    decltype(&cuInit) init = nullptr;
    decltype(&cuDeviceGetCount) deviceCount = nullptr;
    decltype(&cuDeviceGet) device = nullptr;
    decltype(&cuDevicePrimaryCtxRetain) retainContext = nullptr;
    decltype(&cuCtxGetCurrent) currentContext = nullptr;
    decltype(&cuCtxSetCurrent) setContext = nullptr;
    decltype(&cuModuleLoadData) loadModule = nullptr;
    decltype(&cuModuleUnload) unloadModule = nullptr;
    decltype(&cuModuleGetFunction) function = nullptr;
    decltype(&cuLaunchKernel) launch = nullptr;
};

}  // namespace engine
