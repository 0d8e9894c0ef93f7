// Stands before each of the other files, which need no header: what they use of the card in a few words. The
// tests put tests/engine/device/host_prelude.h in its place and run the same files on the processor.
#define KERNEL extern "C" __global__ void
#define DEVICE __device__ __forceinline__
#define UNROLL _Pragma("unroll")
#define PRAGMA(words) _Pragma(#words)
#define UNROLL_BY(times) PRAGMA(unroll times)

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
// The matrix units' words. A card before compute capability 8 compiles them and is never asked.
#if __CUDA_ARCH__ >= 800
/// Two numbers rounded to bfloat16, the first in the low half.
DEVICE unsigned int packBf16(float first, float second) {
    unsigned int both;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(both) : "f"(second), "f"(first));
    return both;
}
/// a * b + c of two bfloat16 numbers in each word.
DEVICE unsigned int multiplyAddBf16(unsigned int a, unsigned int b, unsigned int c) {
    unsigned int both;
    asm("fma.rn.bf16x2 %0, %1, %2, %3;" : "=r"(both) : "r"(a), "r"(b), "r"(c));
    return both;
}
/// A warp's 16 x 16 weights times 16 x 8 inputs, added to `sums`; lanes hold their parts as PTX says.
DEVICE void multiplyTile(float* sums, const unsigned int* weights, const unsigned int* inputs) {
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
        "{%0, %1, %2, %3};"
        : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
        : "r"(weights[0]), "r"(weights[1]), "r"(weights[2]), "r"(weights[3]), "r"(inputs[0]), "r"(inputs[1]));
}
#else
DEVICE unsigned int packBf16(float, float) { return 0; }
DEVICE unsigned int multiplyAddBf16(unsigned int, unsigned int, unsigned int) { return 0; }
DEVICE void multiplyTile(float*, const unsigned int*, const unsigned int*) { asm volatile("trap;"); }
#endif
