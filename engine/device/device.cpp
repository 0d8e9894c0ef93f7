#include "engine/device/device.h"

#include "engine/device/cpu_arithmetic.h"
#include "engine/model/system_memory.h"

namespace engine {

Device cpuDevice() {
    Device device;
    device.arithmetic = std::make_unique<CpuArithmetic>();
    device.freeBytes = freeMemory;
    return device;
}

}  // namespace engine
