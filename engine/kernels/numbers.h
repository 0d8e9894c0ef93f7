#pragma once

#include <bit>
#include <cstdint>

namespace engine {

// Of the 16-bit floating types; static, since each instruction set's file compiles its own.

/// Round to nearest even; NaN stays NaN.
static inline std::uint16_t toBf16(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7fffffffU) > 0x7f800000U) return static_cast<std::uint16_t>((bits >> 16U) | 0x40U);
    return static_cast<std::uint16_t>((bits + 0x7fffU + ((bits >> 16U) & 1U)) >> 16U);
}

static inline float fromBf16(std::uint16_t value) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16U);
}

/// IEEE half, subnormals and infinities too.
static inline float fromHalf(std::uint16_t value) {
    const std::uint32_t sign = static_cast<std::uint32_t>(value & 0x8000U) << 16U;
    const std::uint32_t exponent = (value >> 10U) & 0x1fU;
    const std::uint32_t fraction = value & 0x3ffU;
    if (exponent == 0) {
        const float small = static_cast<float>(fraction) * 0x1p-24F;
        return sign != 0 ? -small : small;
    }
    const std::uint32_t widened = exponent == 31 ? 0xffU : exponent + 112U;
    return std::bit_cast<float>(sign | (widened << 23U) | (fraction << 13U));
}

/// Round to nearest even; for finite numbers, and too large ones become the largest half.
static inline std::uint16_t toHalf(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16U) & 0x8000U);
    const float size = std::bit_cast<float>(bits & 0x7fffffffU);
    if (size >= 65504.0F) return static_cast<std::uint16_t>(sign | 0x7bffU);
    if (size < 0x1p-14F)  // adding 2^-1 puts the last bit of a subnormal half at the end of the fraction
        return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(size + 0.5F) & 0x7ffU));
    const auto whole = std::bit_cast<std::uint32_t>(size);
    return static_cast<std::uint16_t>(sign | ((whole - 0x38000000U + 0xfffU + ((whole >> 13U) & 1U)) >> 13U));
}

}  // namespace engine
