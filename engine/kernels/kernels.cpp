#include "engine/kernels/kernels.h"

namespace engine {

const Kernels& kernelsFor(const CpuFeatures& features) {
    if (features.avx512) return avx512Kernels();
    if (features.avx2) return avx2Kernels();
    return plainKernels();
}

const Kernels& kernels() {
    static const Kernels& chosen = kernelsFor(CpuFeatures::detect());
    return chosen;
}

}  // namespace engine
