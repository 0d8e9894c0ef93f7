#include "engine/kernels/kernels.h"

#include "engine/kernels/many_rows.h"

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

const ManyKernels* manyKernels() {
    static const bool here = CpuFeatures::detect().avx512Bf16;
    return here ? &avx512Bf16Kernels() : nullptr;
}

}  // namespace engine
