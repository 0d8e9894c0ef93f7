// Built with AVX2, FMA and F16C switched on; called only where the processor has them.
#include <immintrin.h>

#include "engine/kernels/kernels.h"
#include "engine/kernels/numbers.h"

namespace engine {
namespace {

struct Isa {
    using F = __m256;
    using W = __m256i;  // 16-bit integers
    using I = __m256i;  // 32-bit sums
    static constexpr std::int64_t floats = 8;
    static constexpr int registers = 16;
    static constexpr std::int64_t words = 16;

    static F zero() { return _mm256_setzero_ps(); }
    static F all(float v) { return _mm256_set1_ps(v); }
    static F load(const float* from) { return _mm256_loadu_ps(from); }
    static F loadBf16(const std::uint16_t* from) {
        return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(eight(from)), 16));
    }
    static float half(std::uint16_t v) { return _cvtsh_ss(v); }
    static F loadHalf(const std::uint16_t* from) { return _mm256_cvtph_ps(eight(from)); }
    static F loadInt8(const std::int8_t* from) {
        return _mm256_cvtepi32_ps(
            _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from))));
    }
    static void store(float* to, F v) { _mm256_storeu_ps(to, v); }
    static void storeBf16(std::uint16_t* to, F a) {
        const __m256i bits = _mm256_castps_si256(a);
        const __m256i even = _mm256_and_si256(_mm256_srli_epi32(bits, 16), _mm256_set1_epi32(1));
        const __m256i rounded = _mm256_add_epi32(_mm256_add_epi32(bits, _mm256_set1_epi32(0x7fff)), even);
        const __m256i quiet = _mm256_or_si256(bits, _mm256_set1_epi32(0x400000));
        const __m256i kept =
            _mm256_blendv_epi8(rounded, quiet, _mm256_castps_si256(_mm256_cmp_ps(a, a, _CMP_UNORD_Q)));
        const __m256i words = _mm256_srli_epi32(kept, 16);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                         _mm_packus_epi32(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1)));
    }
    static F add(F a, F b) { return _mm256_add_ps(a, b); }
    static F multiply(F a, F b) { return _mm256_mul_ps(a, b); }
    static F fma(F a, F b, F c) { return _mm256_fmadd_ps(a, b, c); }
    static F max(F a, F b) { return _mm256_max_ps(a, b); }
    static F divide(F a, F b) { return _mm256_div_ps(a, b); }
    static F whereNegative(F x, F yes, F no) { return _mm256_blendv_ps(no, yes, x); }
    static F absolute(F a) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0F), a); }
    static F round(F a) { return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
    static F timesPowerOfTwo(F a, F power) {
        const __m256i shifted = _mm256_slli_epi32(_mm256_cvtps_epi32(power), 23);
        return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(a), shifted));
    }
    static float sum(F a) {
        __m128 v = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
        v = _mm_add_ps(v, _mm_movehl_ps(v, v));
        return _mm_cvtss_f32(_mm_add_ss(v, _mm_movehdup_ps(v)));
    }
    static float largest(F a) {
        __m128 v = _mm_max_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
        v = _mm_max_ps(v, _mm_movehl_ps(v, v));
        return _mm_cvtss_f32(_mm_max_ss(v, _mm_movehdup_ps(v)));
    }

    static I none() { return _mm256_setzero_si256(); }
    static W loadWords(const std::int16_t* from) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    }
    static W loadPacked(const std::uint16_t* from) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    }
    static W widen(const std::int8_t* from) {
        return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
    }
    template <int number>
    static W nibble(W packed) {
        const __m256i shifted = number == 0 ? packed : _mm256_srli_epi16(packed, 4 * number);
        return number == 3 ? shifted : _mm256_and_si256(shifted, _mm256_set1_epi16(15));
    }
    static I dot(I sum, W a, W b) { return _mm256_add_epi32(sum, _mm256_madd_epi16(a, b)); }
    static F toFloat(I a) { return _mm256_cvtepi32_ps(a); }
    static void storeWords(std::int16_t* to, F a) {  // `floats` of them
        const __m256i wide = _mm256_cvtps_epi32(a);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                         _mm_packs_epi32(_mm256_castsi256_si128(wide), _mm256_extracti128_si256(wide, 1)));
    }

 private:
    static __m128i eight(const std::uint16_t* from) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    }
};

#include "engine/kernels/bodies.h"

}  // namespace

const Kernels& avx2Kernels() {
    static constexpr Kernels set = makeKernels("avx2");
    return set;
}

}  // namespace engine
