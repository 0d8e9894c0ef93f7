#pragma once

// In place of engine/device/kernels/prelude.cu: the card's words, said to the processor.
#include <bit>
#include <cmath>
#include <cstring>

#include "engine/kernels/numbers.h"
#include "tests/engine/device/host_block.h"

#define KERNEL static void
#define DEVICE
#define UNROLL
#define __shared__ static

struct uint4 {
    unsigned int x, y, z, w;
};
struct float4 {
    float x, y, z, w;
};

inline float fromBf16(unsigned short value) {
    return engine::fromBf16(value);
}
inline unsigned short toBf16(float value) {
    return engine::toBf16(value);
}
inline float fromHalf(unsigned short value) {
    return engine::fromHalf(value);
}
inline unsigned short toHalf(float value) {
    return engine::toHalf(value);
}
inline float __uint_as_float(unsigned int bits) {
    return std::bit_cast<float>(bits);
}
/// Each nibble of the selector names one of the eight bytes.
inline unsigned int __byte_perm(unsigned int low, unsigned int high, unsigned int selector) {
    const unsigned long long bytes = (static_cast<unsigned long long>(high) << 32U) | low;
    unsigned int out = 0;
    for (unsigned int i = 0; i < 4; ++i)
        out |= static_cast<unsigned int>((bytes >> (8 * ((selector >> (4 * i)) & 7U))) & 0xffU) << (8 * i);
    return out;
}
inline void __syncthreads() {
    host::Block::current().wait();
}
inline float __shfl_xor_sync(unsigned int, float value, int bits) {
    return host::Block::current().exchange(value, bits);
}
