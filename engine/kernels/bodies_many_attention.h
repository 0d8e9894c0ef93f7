// Attention of many rows: a part of many_rows_avx512bf16.cpp.

struct FloatTokens {
    static FloatSource of(const HeadTokens& head) {
        return {static_cast<const float*>(head.from), head.stride, head.headDim};
    }
};
struct Bf16Tokens {
    static Bf16Source of(const HeadTokens& head) {
        return {static_cast<const std::uint16_t*>(head.from), head.stride, head.headDim};
    }
};
struct Int8Tokens {
    static Int8Source of(const HeadTokens& head) {
        return {{static_cast<const std::int8_t*>(head.from), nullptr}, head.stride, head.headDim};
    }
};

/// A panel of 32 tokens after the other, each as a product's outputs.
template <class Tokens>
void packKeys(const HeadTokens& head, std::int64_t begin, std::int64_t end, std::uint16_t* to) {
    const auto source = Tokens::of(head);
    const std::int64_t padded = roundedUp(head.headDim, inputsOfVector);
    for (std::int64_t token = begin; token < end; token += outputsOfPanel)
        packPanel(source, token, head.tokens, 0, head.headDim, to + token * padded);
}

/// A panel of 32 dimensions after the other, in which the tokens are a product's inputs.
template <class Tokens>
void packValues(const HeadTokens& head, std::int64_t begin, std::int64_t end, std::uint16_t* to) {
    const auto source = Tokens::of(head);
    alignas(64)
        std::uint16_t order[2][inputsOfVector];  // words 0, 32, 1, 33 ... of two registers side by side
    for (std::uint16_t i = 0; i < inputsOfVector; ++i)
        for (std::uint16_t half = 0; half < 2; ++half)
            order[half][i] = static_cast<std::uint16_t>(i / 2 + half * lanes + i % 2 * inputsOfVector);
    const __m512i left = _mm512_load_si512(order[0]);
    const __m512i right = _mm512_load_si512(order[1]);
    const std::int64_t paddedTokens = roundedUp(head.tokens, inputsOfVector);
    const std::int64_t last = roundedUp(end, inputsOfVector);
    const auto load = [&](std::int64_t token, std::int64_t dimension) {
        return token < head.tokens ? source.load(token, dimension) : _mm512_setzero_si512();
    };
    for (std::int64_t dimension = 0; dimension < head.headDim; dimension += outputsOfPanel) {
        std::uint16_t* panel = to + dimension * paddedTokens;
        for (std::int64_t token = begin; token < last; token += 2) {
            const __m512i first = load(token, dimension);
            const __m512i second = load(token + 1, dimension);
            std::uint16_t* place = panel + token * outputsOfPanel;
            _mm512_storeu_si512(place, _mm512_permutex2var_epi16(first, left, second));
            _mm512_storeu_si512(place + outputsOfPanel, _mm512_permutex2var_epi16(first, right, second));
        }
    }
}

/// 2^x for x <= 0, to some 5e-5, more than bfloat16 holds; NaN stays NaN.
__m512 powerOfTwo(__m512 x) {
    x = _mm512_max_ps(_mm512_set1_ps(-200.0F), x);
    const __m512 n = _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    const __m512 r = _mm512_sub_ps(x, n);
    __m512 y = _mm512_set1_ps(9.6181291e-3F);
    constexpr float factors[] = {5.5504109e-2F, 2.4022651e-1F, 6.9314718e-1F, 1.0F};
    for (const float factor : factors)
        y = _mm512_fmadd_ps(y, r, _mm512_set1_ps(factor));
    return _mm512_scalef_ps(y, n);
}

/// One tile of queries goes through all tokens in blocks; what was summed before is scaled down whenever a
/// larger score comes.
struct AttentionTile {
    static constexpr std::int64_t tokensAtOnce = 256;
    static constexpr std::int64_t shareStep = tokensAtOnce + 32;  // words: no two rows share a cache set

    const ManyAttention& a;
    std::int64_t padded;

    alignas(64) std::uint16_t queries[rowsOfTile * mostHeadDim];
    alignas(64) float scores[rowsOfTile][tokensAtOnce];
    alignas(64) std::uint16_t shares[rowsOfTile * shareStep];
    alignas(64) float sums[rowsOfTile][mostHeadDim];
    float tops[rowsOfTile];    // the largest score so far, in powers of two
    float totals[rowsOfTile];  // of 2^(score - top)
    float fades[rowsOfTile];   // what the sums so far are multiplied by

    explicit AttentionTile(const ManyAttention& call)
        : a(call), padded(roundedUp(call.headDim, inputsOfVector)) {}

    void run(std::int64_t tile) {
        const std::int64_t first = tile * rowsOfTile;
        const std::int64_t rows = a.rows - first < rowsOfTile ? a.rows - first : rowsOfTile;
        packRows(a.queries + first * a.stride, a.stride, rows, a.headDim, 0, queries);
        for (int r = 0; r < rowsOfTile; ++r) {
            tops[r] = -__builtin_inff();
            totals[r] = 0;
            for (std::int64_t i = 0; i < padded; ++i)
                sums[r][i] = 0;
        }
        const std::int64_t seen = seenBy(first + rows - 1);
        for (std::int64_t token = 0; token < seen; token += tokensAtOnce) {
            const std::int64_t end = token + tokensAtOnce < seen ? token + tokensAtOnce : seen;
            score(token, end, first);
            for (int r = 0; r < rowsOfTile; ++r)
                share(r, token, end);
            weigh(token, end);
        }
        for (int r = 0; r < rows; ++r) {
            float* out = a.out + (first + r) * a.outStride;
            for (std::int64_t i = 0; i < a.headDim; ++i)
                out[i] = sums[r][i] / totals[r];
        }
    }

 private:
    std::int64_t seenBy(std::int64_t row) const {
        const std::int64_t count = a.seenByFirst + row;
        return count < a.tokens ? count : a.tokens;
    }

    void score(std::int64_t token, std::int64_t end, std::int64_t first) {
        for (std::int64_t t = token; t < end; t += outputsOfPanel) {
            Sums products;
#pragma GCC unroll 12
            for (int r = 0; r < rowsOfTile; ++r)
                products.of[r][0] = products.of[r][1] = _mm512_setzero_ps();
            addPairs<2, 2 * rowsOfTile>(queries, a.keys + t * padded, padded / 2, products);
#pragma GCC unroll 12
            for (int r = 0; r < rowsOfTile; ++r) {
                _mm512_store_ps(&scores[r][t - token], products.of[r][0]);
                _mm512_store_ps(&scores[r][t - token + lanes], products.of[r][1]);
            }
        }
        const std::int64_t last = token + roundedUp(end - token, outputsOfPanel);
        if (a.keyScales != nullptr)
            for (int r = 0; r < rowsOfTile; ++r)
                for (std::int64_t t = token; t < end; ++t)
                    scores[r][t - token] *= a.keyScales[t];
        for (int r = 0; r < rowsOfTile; ++r) {
            const std::int64_t seen = seenBy(first + r);
            for (std::int64_t t = seen > token ? seen : token; t < last; ++t)
                scores[r][t - token] = -__builtin_inff();
        }
    }

    void share(int r, std::int64_t token, std::int64_t end) {
        const std::int64_t count = roundedUp(end - token, outputsOfPanel);
        constexpr float inPowersOfTwo = 1.44269504F;
        const __m512 scale = _mm512_set1_ps(a.scale * inPowersOfTwo);
        __m512 even = _mm512_load_ps(scores[r]);
        __m512 odd = _mm512_load_ps(scores[r] + lanes);
        for (std::int64_t i = outputsOfPanel; i < count; i += outputsOfPanel) {
            even = _mm512_max_ps(even, _mm512_load_ps(scores[r] + i));
            odd = _mm512_max_ps(odd, _mm512_load_ps(scores[r] + i + lanes));
        }
        const float largest = _mm512_reduce_max_ps(_mm512_max_ps(even, odd)) * a.scale * inPowersOfTwo;
        const float top = largest > tops[r] ? largest : tops[r];
        fades[r] = _mm512_cvtss_f32(powerOfTwo(_mm512_set1_ps(tops[r] - top)));
        tops[r] = top;
        const __m512 below = _mm512_set1_ps(-top);
        even = odd = _mm512_setzero_ps();
        for (std::int64_t i = 0; i < count; i += outputsOfPanel) {
            __m512 low = powerOfTwo(_mm512_fmadd_ps(_mm512_load_ps(scores[r] + i), scale, below));
            __m512 high = powerOfTwo(_mm512_fmadd_ps(_mm512_load_ps(scores[r] + i + lanes), scale, below));
            even = _mm512_add_ps(even, low);
            odd = _mm512_add_ps(odd, high);
            if (a.valueScales != nullptr) {
                low = _mm512_mul_ps(low, scalesAt(token + i));
                high = _mm512_mul_ps(high, scalesAt(token + i + lanes));
            }
            _mm512_store_si512(shares + r * shareStep + i, narrowed(low, high));
        }
        totals[r] = totals[r] * fades[r] + _mm512_reduce_add_ps(_mm512_add_ps(even, odd));
    }

    __m512 scalesAt(std::int64_t token) const {
        const std::int64_t left = a.tokens - token;
        const auto mask = static_cast<__mmask16>(left >= lanes ? 0xffff : left <= 0 ? 0 : (1U << left) - 1);
        return _mm512_maskz_loadu_ps(mask, a.valueScales + token);
    }

    void weigh(std::int64_t token, std::int64_t end) {
        const std::int64_t paddedTokens = roundedUp(a.tokens, inputsOfVector);
        const std::int64_t count = roundedUp(end - token, inputsOfVector);
        for (std::int64_t i = 0; i < padded; i += outputsOfPanel) {
            Sums weighed;
#pragma GCC unroll 12
            for (int r = 0; r < rowsOfTile; ++r) {
                const __m512 fade = _mm512_set1_ps(fades[r]);
                weighed.of[r][0] = _mm512_mul_ps(_mm512_load_ps(&sums[r][i]), fade);
                weighed.of[r][1] = _mm512_mul_ps(_mm512_load_ps(&sums[r][i + lanes]), fade);
            }
            addPairs<shareStep, 2>(shares, a.values + i * paddedTokens + token * outputsOfPanel, count / 2,
                                   weighed);
#pragma GCC unroll 12
            for (int r = 0; r < rowsOfTile; ++r) {
                _mm512_store_ps(&sums[r][i], weighed.of[r][0]);
                _mm512_store_ps(&sums[r][i + lanes], weighed.of[r][1]);
            }
        }
    }
};

void attendTiles(const ManyAttention& a, std::int64_t firstTile, std::int64_t lastTile) {
    AttentionTile work(a);
    for (std::int64_t tile = firstTile; tile < lastTile; ++tile)
        work.run(tile);
}
