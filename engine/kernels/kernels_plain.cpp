// For any processor, and what the others are tested against.
#include <cmath>

#include "engine/kernels/kernels.h"
#include "engine/kernels/numbers.h"

namespace engine {
namespace {

struct Isa {
    using F = float;
    using W = std::int32_t;  // one 16-bit integer
    using I = std::int32_t;
    static constexpr std::int64_t floats = 1;
    static constexpr int registers = 16;
    static constexpr std::int64_t words = 1;

    static F zero() { return 0; }
    static F all(float v) { return v; }
    static F load(const float* from) { return *from; }
    static F loadBf16(const std::uint16_t* from) { return fromBf16(*from); }
    static float half(std::uint16_t v) { return fromHalf(v); }
    static F loadHalf(const std::uint16_t* from) { return fromHalf(*from); }
    static F loadInt8(const std::int8_t* from) { return *from; }
    static void store(float* to, F v) { *to = v; }
    static void storeBf16(std::uint16_t* to, F a) { *to = toBf16(a); }
    static F add(F a, F b) { return a + b; }
    static F multiply(F a, F b) { return a * b; }
    static F fma(F a, F b, F c) { return a * b + c; }
    static F max(F a, F b) { return a > b ? a : b; }
    static F divide(F a, F b) { return a / b; }
    static F whereNegative(F x, F yes, F no) { return x < 0 ? yes : no; }
    static F absolute(F a) { return std::fabs(a); }
    static F round(F a) { return std::nearbyint(a); }
    static F timesPowerOfTwo(F a, F power) { return std::ldexp(a, static_cast<int>(power)); }
    static float sum(F a) { return a; }
    static float largest(F a) { return a; }

    static I none() { return 0; }
    static W loadWords(const std::int16_t* from) { return *from; }
    static W loadPacked(const std::uint16_t* from) { return *from; }
    static W widen(const std::int8_t* from) { return *from; }
    template <int number>
    static W nibble(W packed) {
        return (packed >> (4 * number)) & 15;
    }
    static I dot(I sum, W a, W b) { return sum + a * b; }
    static F toFloat(I a) { return static_cast<float>(a); }
    static void storeWords(std::int16_t* to, F a) { *to = static_cast<std::int16_t>(a); }
};

#include "engine/kernels/bodies.h"

}  // namespace

const Kernels& plainKernels() {
    static constexpr Kernels set = makeKernels("plain");
    return set;
}

}  // namespace engine
