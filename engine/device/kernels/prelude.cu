// Stands before each of the other files, which need no header: what they use of the card in a few words. The
// tests put tests/engine/device/host_prelude.h in its place and run the same files on the processor.
#define KERNEL extern "C" __global__ void
#define DEVICE __device__ __forceinline__
#define UNROLL _Pragma("unroll")

DEVICE float fromBf16(unsigned short value) {
    return __uint_as_float(static_cast<unsigned int>(value) << 16);
}
/// Round to nearest even; NaN stays NaN.
DEVICE unsigned short toBf16(float value) {
    const unsigned int bits = __float_as_uint(value);
    if ((bits & 0x7fffffffU) > 0x7f800000U) return static_cast<unsigned short>((bits >> 16) | 0x40U);
    return static_cast<unsigned short>((bits + 0x7fffU + ((bits >> 16) & 1U)) >> 16);
}
DEVICE float fromHalf(unsigned short value) {
    float wide;
    asm("cvt.f32.f16 %0, %1;" : "=f"(wide) : "h"(value));
    return wide;
}
DEVICE unsigned short toHalf(float value) {
    unsigned short half;
    asm("cvt.rn.f16.f32 %0, %1;" : "=h"(half) : "f"(value));
    return half;
}
