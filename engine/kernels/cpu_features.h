#pragma once

namespace engine {

/// What this processor and its operating system let us use.
struct CpuFeatures {
    bool avx2 = false;        ///< with FMA and F16C
    bool avx512 = false;      ///< F, BW, VL, DQ and VNNI
    bool avx512Bf16 = false;  ///< bfloat16 dot products: libtorch multiplies bfloat16 matrices quickly

    static CpuFeatures detect();
};

}  // namespace engine
