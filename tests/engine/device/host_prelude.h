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
#define UNROLL_BY(times)
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
inline unsigned int packBf16(float first, float second) {
    return engine::toBf16(first) | (static_cast<unsigned int>(engine::toBf16(second)) << 16U);
}
inline unsigned int multiplyAddBf16(unsigned int a, unsigned int b, unsigned int c) {
    unsigned int both = 0;
    for (unsigned int shift = 0; shift < 32; shift += 16) {
        const auto number = [shift](unsigned int word) {
            return engine::fromBf16(static_cast<unsigned short>(word >> shift));
        };
        both |= static_cast<unsigned int>(engine::toBf16(number(a) * number(b) + number(c))) << shift;
    }
    return both;
}
/// As PTX lays out m16n8k16: lane 4 * i + j has words of weights i and i + 8 and of row i; word k holds
/// inputs 2 * j and 2 * j + 1 of the lower or upper eight.
inline void multiplyTile(float* sums, const unsigned int* weights, const unsigned int* inputs) {
    auto& block = host::Block::current();
    const host::Words given{weights[0], weights[1], weights[2], weights[3], inputs[0], inputs[1]};
    block.give(given);
    const unsigned int lane = threadIdx.x % 32;
    const auto product = [&](unsigned int weight, unsigned int row) {
        float sum = 0;
        for (unsigned int j = 0; j < 4; ++j) {
            const auto& left = block.givenBy(weight % 8 * 4 + j);
            const auto& right = block.givenBy(row * 4 + j);
            for (unsigned int part = 0; part < 2; ++part) {
                const auto a = left[part * 2 + weight / 8];
                const auto b = right[4 + part];
                sum += fromBf16(static_cast<unsigned short>(a)) * fromBf16(static_cast<unsigned short>(b));
                sum += fromBf16(static_cast<unsigned short>(a >> 16U)) *
                       fromBf16(static_cast<unsigned short>(b >> 16U));
            }
        }
        return sum;
    };
    for (unsigned int i = 0; i < 4; ++i)
        sums[i] += product(lane / 4 + i / 2 * 8, lane % 4 * 2 + i % 2);
}
