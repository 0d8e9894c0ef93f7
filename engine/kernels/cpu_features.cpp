#include "engine/kernels/cpu_features.h"

namespace engine {

CpuFeatures CpuFeatures::detect() {
    CpuFeatures found;
    found.avx2 =
        __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
    found.avx512 = found.avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vnni");
    found.avx512Bf16 = found.avx512 && __builtin_cpu_supports("avx512bf16");
    return found;
}

}  // namespace engine
