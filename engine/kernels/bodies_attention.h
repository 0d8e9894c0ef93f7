// Attention of new tokens to what is cached, over an instruction set's Isa: a part of bodies.h, which says
// where it is included.

/// Scores become probabilities, in place.
void softmax(float* scores, std::int64_t count) {
    Isa::F tops = Isa::all(scores[0]);
    std::int64_t i = 0;
    for (; i + Isa::floats <= count; i += Isa::floats)
        tops = Isa::max(tops, Isa::load(scores + i));
    float top = Isa::largest(tops);
    for (; i < count; ++i)
        top = scores[i] > top ? scores[i] : top;
    Isa::F sums = Isa::zero();
    for (i = 0; i + Isa::floats <= count; i += Isa::floats) {
        const Isa::F e = exponential(Isa::add(Isa::load(scores + i), Isa::all(-top)));
        Isa::store(scores + i, e);
        sums = Isa::add(sums, e);
    }
    float sum = Isa::sum(sums);
    if (i < count) {
        float rest[Isa::floats] = {};
        for (std::int64_t k = i; k < count; ++k)
            rest[k - i] = scores[k] - top;
        Isa::store(rest, exponential(Isa::load(rest)));
        for (std::int64_t k = i; k < count; ++k)
            sum += scores[k] = rest[k - i];
    }
    const Isa::F share = Isa::all(1.0F / sum);
    for (i = 0; i + Isa::floats <= count; i += Isa::floats)
        Isa::store(scores + i, Isa::multiply(Isa::load(scores + i), share));
    for (; i < count; ++i)
        scores[i] /= sum;
}

/// Scores of up to four query heads at once: their sums don't wait for each other.
template <class Number>
struct HeadScores {
    const Attention& a;

    template <int Heads>
    void block(int first) const {
        const auto* key = static_cast<const Number*>(a.keys);
        const float* queries = a.queries + std::int64_t{first} * a.headDim;
        for (std::int64_t t = 0; t < a.tokens; ++t, key += a.headDim) {
            const float scale = a.keyScales == nullptr ? 1.0F : a.keyScales[t];
            Isa::F sums[Heads];
            for (int h = 0; h < Heads; ++h)
                sums[h] = Isa::zero();
            std::int64_t i = 0;
            for (; i + Isa::floats <= a.headDim; i += Isa::floats) {
                const Isa::F k = Reads<Number>::vector(key + i);
                for (int h = 0; h < Heads; ++h)
                    sums[h] = Isa::fma(Isa::load(queries + h * a.headDim + i), k, sums[h]);
            }
            for (int h = 0; h < Heads; ++h) {
                float sum = Isa::sum(sums[h]);
                for (std::int64_t rest = i; rest < a.headDim; ++rest)
                    sum += queries[h * a.headDim + rest] * Reads<Number>::one(key[rest]);
                a.scores[(first + h) * a.tokens + t] = scale * sum;
            }
        }
    }
};

/// Values weighed by scores, for up to four heads at once, over so many tokens that these stay in the nearest
/// cache.
template <class Number>
struct WeighedValues {
    const Attention& a;
    std::int64_t begin;
    std::int64_t end;

    template <int Heads>
    void block(int first) const {
        constexpr std::int64_t step = 2 * Isa::floats;
        const auto* values = static_cast<const Number*>(a.values);
        const float* shares = a.scores + std::int64_t{first} * a.tokens;
        float* out = a.out + std::int64_t{first} * a.headDim;
        std::int64_t i = 0;
        for (; i + step <= a.headDim; i += step) {
            Isa::F even[Heads], odd[Heads];
            for (int h = 0; h < Heads; ++h) {
                even[h] = Isa::load(out + h * a.headDim + i);
                odd[h] = Isa::load(out + h * a.headDim + i + Isa::floats);
            }
            for (std::int64_t t = begin; t < end; ++t) {
                const Number* value = values + t * a.headDim + i;
                const Isa::F v = Reads<Number>::vector(value);
                const Isa::F w = Reads<Number>::vector(value + Isa::floats);
                for (int h = 0; h < Heads; ++h) {
                    const Isa::F share = Isa::all(shares[h * a.tokens + t]);
                    even[h] = Isa::fma(share, v, even[h]);
                    odd[h] = Isa::fma(share, w, odd[h]);
                }
            }
            for (int h = 0; h < Heads; ++h) {
                Isa::store(out + h * a.headDim + i, even[h]);
                Isa::store(out + h * a.headDim + i + Isa::floats, odd[h]);
            }
        }
        for (; i < a.headDim; ++i)
            for (int h = 0; h < Heads; ++h)
                for (std::int64_t t = begin; t < end; ++t)
                    out[h * a.headDim + i] +=
                        shares[h * a.tokens + t] * Reads<Number>::one(values[t * a.headDim + i]);
    }
};

template <class Number>
void attend(const Attention& a) {
    inBlocks<4>(a.group, HeadScores<Number>{a});
    for (int h = 0; h < a.group; ++h) {
        float* scores = a.scores + h * a.tokens;
        softmax(scores, a.tokens);
        if (a.valueScales != nullptr)
            for (std::int64_t t = 0; t < a.tokens; ++t)
                scores[t] *= a.valueScales[t];
    }
    for (int i = 0; i < a.group * a.headDim; ++i)
        a.out[i] = 0;
    constexpr std::int64_t tokensAtOnce = 64;
    for (std::int64_t t = 0; t < a.tokens; t += tokensAtOnce) {
        const std::int64_t end = t + tokensAtOnce < a.tokens ? t + tokensAtOnce : a.tokens;
        inBlocks<4>(a.group, WeighedValues<Number>{a, t, end});
    }
}
