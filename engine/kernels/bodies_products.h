// Products of few rows, over an instruction set's Isa: a part of bodies.h, which says where it is included.

template <class Number>
struct FloatProduct {
    const Product& p;
    const Number* weight;  // of one output
    std::int64_t output;

    template <int Rows>
    void block(int first) const {
        constexpr std::int64_t step = 2 * Isa::floats;
        Isa::F even[Rows], odd[Rows];
        for (int r = 0; r < Rows; ++r)
            even[r] = odd[r] = Isa::zero();
        const float* x = p.x + first * p.inputs;
        std::int64_t i = 0;
        for (; i + step <= p.inputs; i += step) {
            const Isa::F a = Reads<Number>::vector(weight + i);
            const Isa::F b = Reads<Number>::vector(weight + i + Isa::floats);
            for (int r = 0; r < Rows; ++r) {
                even[r] = Isa::fma(a, Isa::load(x + r * p.inputs + i), even[r]);
                odd[r] = Isa::fma(b, Isa::load(x + r * p.inputs + i + Isa::floats), odd[r]);
            }
        }
        for (int r = 0; r < Rows; ++r) {
            float sum = Isa::sum(Isa::add(even[r], odd[r]));
            for (std::int64_t rest = i; rest < p.inputs; ++rest)
                sum += Reads<Number>::one(weight[rest]) * x[r * p.inputs + rest];
            finish(p, first + r, output, sum);
        }
    }
};

template <class Number>
void productOf(const Product& p, const Number* weight, std::int64_t begin, std::int64_t end) {
    for (std::int64_t o = begin; o < end; ++o)
        inBlocks(p.rows, FloatProduct<Number>{p, weight + o * p.inputs, o});
}

/// Two rows at most: more sums than registers would be put aside and fetched again.
template <class Work>
void inPairs(int rows, const Work& work) {
    int first = 0;
    for (; rows - first >= 2; first += 2)
        work.template block<2>(first);
    if (first < rows) work.template block<1>(first);
}

struct Int8Product {
    const Product& p;
    const QuantisedRows& x;
    const std::int8_t* weight;  // of one output
    float scale;
    std::int64_t output;

    template <int Rows>
    void block(int first) const {
        constexpr std::int64_t ahead = 1024;  // bytes: memory answers later than a group takes
        const std::int64_t padded = paddedInputs(p.inputs);
        const std::int64_t groups = padded / quantGroup;
        const std::int64_t whole = p.inputs / quantGroup;
        const std::int16_t* values = x.values + first * padded;
        const float* scales = x.scales + first * groups;
        Isa::F sums[Rows];
        for (int r = 0; r < Rows; ++r)
            sums[r] = Isa::zero();
        for (std::int64_t g = 0; g < whole; ++g) {
            Isa::I dots[Rows];
            for (int r = 0; r < Rows; ++r)
                dots[r] = Isa::none();
            const std::int8_t* w = weight + g * quantGroup;
            const std::int16_t* v = values + g * quantGroup;
            __builtin_prefetch(w + ahead);
#pragma GCC unroll 4
            for (std::int64_t i = 0; i < quantGroup; i += Isa::words) {
                const Isa::W wide = Isa::widen(w + i);
                for (int r = 0; r < Rows; ++r)
                    dots[r] = Isa::dot(dots[r], wide, Isa::loadWords(v + r * padded + i));
            }
            for (int r = 0; r < Rows; ++r)
                sums[r] = Isa::fma(Isa::toFloat(dots[r]), Isa::all(scales[r * groups + g]), sums[r]);
        }
        for (int r = 0; r < Rows; ++r) {
            std::int32_t rest = 0;  // of the last, shorter group
            for (std::int64_t i = whole * quantGroup; i < p.inputs; ++i)
                rest += weight[i] * values[r * padded + i];
            float sum = Isa::sum(sums[r]);
            if (rest != 0) sum += static_cast<float>(rest) * scales[r * groups + whole];
            finish(p, first + r, output, sum * scale);
        }
    }
};

void productOfInt8(const Product& p, const QuantisedRows& x, const Int8Weight& weight, std::int64_t begin,
                   std::int64_t end) {
    for (std::int64_t o = begin; o < end; ++o)
        inPairs(p.rows, Int8Product{p, x, weight.values + o * p.inputs, weight.scales[o], o});
}

struct Int4Product {
    const Product& p;
    const QuantisedRows& x;
    const std::uint16_t* words;   // of one output
    const std::uint16_t* scales;  // of one output
    std::int64_t output;

    template <int Rows>
    void block(int first) const {
        const std::int64_t padded = paddedInputs(p.inputs);
        const std::int64_t groups = padded / quantGroup;
        const std::int16_t* values = x.values + first * padded;
        const float* rowScales = x.scales + first * groups;
        const float* offsets = x.offsets + first * groups;
        Isa::F sums[Rows][2];
        for (int r = 0; r < Rows; ++r)
            sums[r][0] = sums[r][1] = Isa::zero();
        for (std::int64_t b = 0; b < padded; b += quantBlock) {
            Isa::I dots[Rows][2];
            for (int r = 0; r < Rows; ++r)
                dots[r][0] = dots[r][1] = Isa::none();
            __builtin_prefetch(words + b / 4 + ahead);
#pragma GCC unroll 2
            for (std::int64_t k = 0; k < quantBlock / 4; k += Isa::words) {
                const Isa::W packed = Isa::loadPacked(words + b / 4 + k);
                const std::int16_t* v = values + b + k;
                addDots<0, Rows>(dots, packed, v, padded);
                addDots<1, Rows>(dots, packed, v + 32, padded);
                addDots<2, Rows>(dots, packed, v + 64, padded);
                addDots<3, Rows>(dots, packed, v + 96, padded);
            }
            const std::int64_t g = b / quantGroup;
            for (int half = 0; half < 2; ++half) {
                const float scale = Isa::half(scales[g + half]);
                for (int r = 0; r < Rows; ++r)
                    sums[r][half] =
                        Isa::fma(Isa::toFloat(dots[r][half]),
                                 Isa::all(scale * rowScales[r * groups + g + half]), sums[r][half]);
            }
        }
        for (int r = 0; r < Rows; ++r)
            finish(p, first + r, output,
                   Isa::sum(Isa::add(sums[r][0], sums[r][1])) - offset(offsets + r * groups, groups));
    }

    template <int number, int Rows>
    static void addDots(Isa::I (&dots)[Rows][2], Isa::W packed, const std::int16_t* v, std::int64_t padded) {
        const Isa::W nibbles = Isa::template nibble<number>(packed);
        for (int r = 0; r < Rows; ++r)
            dots[r][number / 2] = Isa::dot(dots[r][number / 2], nibbles, Isa::loadWords(v + r * padded));
    }

    /// What the 8 that was added to each weight has added to the sum.
    float offset(const float* offsets, std::int64_t groups) const {
        Isa::F sums = Isa::zero();
        std::int64_t g = 0;
        for (; g + Isa::floats <= groups; g += Isa::floats)
            sums = Isa::fma(Isa::loadHalf(scales + g), Isa::load(offsets + g), sums);
        float sum = Isa::sum(sums);
        for (; g < groups; ++g)
            sum += Isa::half(scales[g]) * offsets[g];
        return sum;
    }

    static constexpr std::int64_t ahead = 512;  ///< words
};

void productOfInt4(const Product& p, const QuantisedRows& x, const Int4Weight& weight, std::int64_t begin,
                   std::int64_t end) {
    const std::int64_t padded = paddedInputs(p.inputs);
    for (std::int64_t o = begin; o < end; ++o)
        inPairs(p.rows, Int4Product{p, x, weight.words + o * (padded / 4),
                                    weight.scales + o * (padded / quantGroup), o});
}
