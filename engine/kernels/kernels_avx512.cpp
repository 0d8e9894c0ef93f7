// Built with AVX-512 (F, BW, VL, DQ, VNNI) switched on; called only where the processor has them.
#include <immintrin.h>

#include "engine/kernels/kernels.h"
#include "engine/kernels/numbers.h"

namespace engine {
namespace {

struct Isa {
    using F = __m512;
    using W = __m512i;  // 16-bit integers
    using I = __m512i;  // 32-bit sums
    static constexpr std::int64_t floats = 16;
    static constexpr int registers = 32;
    static constexpr std::int64_t words = 32;

    static F zero() { return _mm512_setzero_ps(); }
    static F all(float v) { return _mm512_set1_ps(v); }
    static F load(const float* from) { return _mm512_loadu_ps(from); }
    static F loadBf16(const std::uint16_t* from) {
        return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(sixteen(from)), 16));
    }
    static float half(std::uint16_t v) { return _cvtsh_ss(v); }
    static F loadHalf(const std::uint16_t* from) { return _mm512_cvtph_ps(sixteen(from)); }
    static F loadInt8(const std::int8_t* from) {
        return _mm512_cvtepi32_ps(
            _mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from))));
    }
    static void store(float* to, F v) { _mm512_storeu_ps(to, v); }
    static void storeBf16(std::uint16_t* to, F a) {
        const __m512i bits = _mm512_castps_si512(a);
        const __m512i even = _mm512_and_si512(_mm512_srli_epi32(bits, 16), _mm512_set1_epi32(1));
        const __m512i rounded = _mm512_add_epi32(_mm512_add_epi32(bits, _mm512_set1_epi32(0x7fff)), even);
        const __m512i quiet = _mm512_or_si512(bits, _mm512_set1_epi32(0x400000));
        const __m512i kept = _mm512_mask_mov_epi32(rounded, _mm512_cmp_ps_mask(a, a, _CMP_UNORD_Q), quiet);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                            _mm512_cvtepi32_epi16(_mm512_srli_epi32(kept, 16)));
    }
    static F add(F a, F b) { return _mm512_add_ps(a, b); }
    static F multiply(F a, F b) { return _mm512_mul_ps(a, b); }
    static F fma(F a, F b, F c) { return _mm512_fmadd_ps(a, b, c); }
    static F max(F a, F b) { return _mm512_max_ps(a, b); }
    static F divide(F a, F b) { return _mm512_div_ps(a, b); }
    static F whereNegative(F x, F yes, F no) {
        return _mm512_mask_blend_ps(_mm512_movepi32_mask(_mm512_castps_si512(x)), no, yes);
    }
    static F absolute(F a) { return _mm512_abs_ps(a); }
    static F round(F a) { return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
    static F timesPowerOfTwo(F a, F power) { return _mm512_scalef_ps(a, power); }
    static float sum(F a) { return _mm512_reduce_add_ps(a); }
    static float largest(F a) { return _mm512_reduce_max_ps(a); }

    static I none() { return _mm512_setzero_si512(); }
    static W loadWords(const std::int16_t* from) { return _mm512_loadu_si512(from); }
    static W loadPacked(const std::uint16_t* from) { return _mm512_loadu_si512(from); }
    static W widen(const std::int8_t* from) {
        return _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)));
    }
    template <int number>
    static W nibble(W packed) {
        const __m512i shifted = number == 0 ? packed : _mm512_srli_epi16(packed, 4 * number);
        return number == 3 ? shifted : _mm512_and_si512(shifted, _mm512_set1_epi16(15));
    }
    static I dot(I sum, W a, W b) { return _mm512_dpwssd_epi32(sum, a, b); }
    static F toFloat(I a) { return _mm512_cvtepi32_ps(a); }
    static void storeWords(std::int16_t* to, F a) {  // `floats` of them
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm512_cvtsepi32_epi16(_mm512_cvtps_epi32(a)));
    }

 private:
    static __m256i sixteen(const std::uint16_t* from) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    }
};

#include "engine/kernels/bodies.h"

}  // namespace

const Kernels& avx512Kernels() {
    static constexpr Kernels set = makeKernels("avx512");
    return set;
}

}  // namespace engine
