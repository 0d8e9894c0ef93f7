// Products of few rows, over an instruction set's Isa: a part of bodies.h, which says where it is included.

/// The sums of a few rows with a few outputs stay in registers: a weight that is loaded serves all these
/// rows, and an input all these outputs. Each sum is added up in the same order whatever its company is.
template <int Rows, int sumsOfPair>
constexpr int outputsTogether() {
    constexpr int room = Isa::registers * 3 / 4;
    int outputs = 4;
    while (outputs > 1 && outputs * Rows * sumsOfPair > room)
        outputs /= 2;
    return outputs;
}

/// How far ahead weights are fetched, of outputs that are read side by side: so many whole outputs further on
/// that memory has time to answer. Processors see one stream coming, not several.
constexpr std::int64_t fetchAhead(std::int64_t bytesTogether) {
    constexpr std::int64_t least = 4096;
    return (least + bytesTogether - 1) / bytesTogether * bytesTogether;
}

/// All rows meet a few outputs before the next: weights come from memory once.
template <class Work>
struct OutputTile {
    /// Of rows that the first-level cache has ready for each output.
    static constexpr std::int64_t bytesAtHand = 20 * 1024;

    const Work& work;
    std::int64_t begin;
    std::int64_t end;

    template <int Rows>
    void block(int first) const {
        // Memory is read quickest as one stream, unless computing takes longer than that.
        constexpr bool computes = Isa::registers > 16 && Rows >= Work::rowsThatCompute;
        std::int64_t o = begin;
        if (computes || Rows * Work::bytesOfInput * work.p.inputs > bytesAtHand) {
            if constexpr (Rows > Isa::registers / 8) {  // fewer rows, so that there is room for more outputs
                block<Rows / 2>(first);
                return block<Rows - Rows / 2>(first + Rows / 2);
            }
            constexpr int together = outputsTogether<Rows, Work::sumsOfPair>();
            for (; o + together <= end; o += together)
                work.template block<Rows, together>(first, o);
        }
        for (; o < end; ++o)
            work.template block<Rows, 1>(first, o);
    }
};

template <class Work>
void inTiles(const Work& work, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t outputsAtOnce = 4;
    for (std::int64_t o = begin; o < end; o += outputsAtOnce)
        inBlocks<Work::mostRows>(
            work.p.rows, OutputTile<Work>{work, o, o + outputsAtOnce < end ? o + outputsAtOnce : end});
}

void write(const Product& p, int row, std::int64_t output, float sum) {
    p.out[row * p.outputs + output] = p.bias == nullptr ? sum : sum + p.bias[output];
}

template <class Number>
struct FloatProduct {
    static constexpr int mostRows = 4;
    static constexpr int rowsThatCompute = 3;
    static constexpr int sumsOfPair = 2;
    static constexpr std::int64_t bytesOfInput = 4;

    const Product& p;
    const Number* weights;

    template <int Rows, int Outputs>
    void block(int first, std::int64_t output) const {
        constexpr std::int64_t step = 2 * Isa::floats;
        const float* x = p.x + first * p.inputs;
        const Number* weight = weights + output * p.inputs;
        constexpr auto bytes = static_cast<std::int64_t>(sizeof(Number));
        const std::int64_t ahead = fetchAhead(Outputs * p.inputs * bytes) / bytes;
        Isa::F sums[Rows][Outputs]
                   [2];  // of even and odd vectors: one waits for nothing while the other is added to
        for (int r = 0; r < Rows; ++r)
            for (int o = 0; o < Outputs; ++o)
                sums[r][o][0] = sums[r][o][1] = Isa::zero();
        std::int64_t i = 0;
        for (; i + step <= p.inputs; i += step) {
            for (int part = 0; part < 2; ++part) {
                const std::int64_t at = i + part * Isa::floats;
                Isa::F w[Outputs];
                if (part == 0 && Outputs > 1)
                    for (int o = 0; o < Outputs; ++o)
                        __builtin_prefetch(weight + o * p.inputs + at + ahead);
                for (int o = 0; o < Outputs; ++o)
                    w[o] = Reads<Number>::vector(weight + o * p.inputs + at);
                for (int r = 0; r < Rows; ++r) {
                    const Isa::F v = Isa::load(x + r * p.inputs + at);
                    for (int o = 0; o < Outputs; ++o)
                        sums[r][o][part] = Isa::fma(w[o], v, sums[r][o][part]);
                }
            }
        }
        for (int r = 0; r < Rows; ++r) {
            for (int o = 0; o < Outputs; ++o) {
                float sum = Isa::sum(Isa::add(sums[r][o][0], sums[r][o][1]));
                for (std::int64_t rest = i; rest < p.inputs; ++rest)
                    sum += Reads<Number>::one(weight[o * p.inputs + rest]) * x[r * p.inputs + rest];
                write(p, first + r, output + o, sum);
            }
        }
    }
};

template <class Number>
void productOf(const Product& p, const Number* weight, std::int64_t begin, std::int64_t end) {
    inTiles(FloatProduct<Number>{p, weight}, begin, end);
}

struct Int8Product {
    static constexpr int mostRows = Isa::registers > 16 ? 4 : 2;
    static constexpr int rowsThatCompute = 3;
    static constexpr int sumsOfPair = 2;
    static constexpr std::int64_t bytesOfInput = 2;

    const Product& p;
    const QuantisedRows& x;
    const Int8Weight& weight;

    template <int Rows, int Outputs>
    void block(int first, std::int64_t output) const {
        const std::int64_t ahead = Outputs > 1 ? fetchAhead(Outputs * p.inputs) : 1024;
        const std::int64_t padded = paddedInputs(p.inputs);
        const std::int64_t groups = padded / quantGroup;
        const std::int64_t whole = p.inputs / quantGroup;
        const std::int16_t* values = x.values + first * padded;
        const float* scales = x.scales + first * groups;
        const std::int8_t* weights = weight.values + output * p.inputs;
        Isa::F sums[Rows][Outputs];
        for (int r = 0; r < Rows; ++r)
            for (int o = 0; o < Outputs; ++o)
                sums[r][o] = Isa::zero();
        for (std::int64_t g = 0; g < whole; ++g) {
            Isa::I dots[Rows][Outputs];
            for (int r = 0; r < Rows; ++r)
                for (int o = 0; o < Outputs; ++o)
                    dots[r][o] = Isa::none();
            const std::int8_t* w = weights + g * quantGroup;
            const std::int16_t* v = values + g * quantGroup;
            for (int o = 0; o < Outputs; ++o)
                __builtin_prefetch(w + o * p.inputs + ahead);
#pragma GCC unroll 4
            for (std::int64_t i = 0; i < quantGroup; i += Isa::words) {
                Isa::W wide[Outputs];
                for (int o = 0; o < Outputs; ++o)
                    wide[o] = Isa::widen(w + o * p.inputs + i);
                for (int r = 0; r < Rows; ++r) {
                    const Isa::W row = Isa::loadWords(v + r * padded + i);
                    for (int o = 0; o < Outputs; ++o)
                        dots[r][o] = Isa::dot(dots[r][o], wide[o], row);
                }
            }
            for (int r = 0; r < Rows; ++r) {
                const Isa::F scale = Isa::all(scales[r * groups + g]);
                for (int o = 0; o < Outputs; ++o)
                    sums[r][o] = Isa::fma(Isa::toFloat(dots[r][o]), scale, sums[r][o]);
            }
        }
        for (int r = 0; r < Rows; ++r) {
            for (int o = 0; o < Outputs; ++o) {
                std::int32_t rest = 0;  // of the last, shorter group
                for (std::int64_t i = whole * quantGroup; i < p.inputs; ++i)
                    rest += weights[o * p.inputs + i] * values[r * padded + i];
                float sum = Isa::sum(sums[r][o]);
                if (rest != 0) sum += static_cast<float>(rest) * scales[r * groups + whole];
                write(p, first + r, output + o, sum * weight.scales[output + o]);
            }
        }
    }
};

void productOfInt8(const Product& p, const QuantisedRows& x, const Int8Weight& weight, std::int64_t begin,
                   std::int64_t end) {
    inTiles(Int8Product{p, x, weight}, begin, end);
}

struct Int4Product {
    static constexpr int mostRows = Isa::registers > 16 ? 4 : 2;
    static constexpr int rowsThatCompute = 2;
    static constexpr int sumsOfPair = Isa::registers > 16 ? 2 : 3;
    static constexpr std::int64_t bytesOfInput = 2;
    /// Groups whose scales are multiplied at once.
    static constexpr std::int64_t groupsAtOnce = Isa::floats < 2 ? 2 : Isa::floats;

    const Product& p;
    const QuantisedRows& x;
    const Int4Weight& weight;

    template <int Rows, int Outputs>
    void block(int first, std::int64_t output) const {
        const std::int64_t padded = paddedInputs(p.inputs);
        const std::int64_t groups = padded / quantGroup;
        const std::uint16_t* words = weight.words + output * (padded / 4);
        const std::uint16_t* scales = weight.scales + output * groups;
        const std::int16_t* values = x.values + first * padded;
        const float* rowScales = x.scales + first * groups;
        const std::int64_t ahead = Outputs > 1 ? fetchAhead(Outputs * (padded / 2)) / 2 : 512;  // words
        Isa::F sums[Rows][Outputs];
        for (int r = 0; r < Rows; ++r)
            for (int o = 0; o < Outputs; ++o)
                sums[r][o] = Isa::zero();
        for (std::int64_t chunk = 0; chunk < groups; chunk += groupsAtOnce) {
            const std::int64_t end = chunk + groupsAtOnce < groups ? chunk + groupsAtOnce : groups;
            alignas(64) float factors[Rows][Outputs][groupsAtOnce];  // a weight's scale times a row's
            for (int r = 0; r < Rows; ++r)
                for (int o = 0; o < Outputs; ++o)
                    multiplyScales(scales + o * groups, rowScales + r * groups, chunk, end, factors[r][o]);
            for (std::int64_t g = chunk; g < end; g += 2) {
                const std::uint16_t* block = words + g * (quantGroup / 4);
                for (int o = 0; o < Outputs; ++o)
                    __builtin_prefetch(block + o * (padded / 4) + ahead);
                addGroup<0>(sums, block, values + g * quantGroup, padded, factors, g - chunk);
                addGroup<1>(sums, block, values + g * quantGroup, padded, factors, g - chunk);
            }
        }
        for (int r = 0; r < Rows; ++r)
            for (int o = 0; o < Outputs; ++o)
                write(p, first + r, output + o,
                      Isa::sum(sums[r][o]) -
                          offset(scales + o * groups, x.offsets + (first + r) * groups, groups));
    }

 private:
    /// One of a block's two groups: its dot products, then what they are multiplied by.
    template <int group, int Rows, int Outputs>
    static void addGroup(Isa::F (&sums)[Rows][Outputs], const std::uint16_t* words,
                         const std::int16_t* values, std::int64_t padded,
                         const float (&factors)[Rows][Outputs][groupsAtOnce], std::int64_t at) {
        Isa::I dots[Rows][Outputs];
        for (int r = 0; r < Rows; ++r)
            for (int o = 0; o < Outputs; ++o)
                dots[r][o] = Isa::none();
#pragma GCC unroll 2
        for (std::int64_t k = 0; k < quantBlock / 4; k += Isa::words) {
            addDots<2 * group>(dots, words + k, values + 2 * group * 32 + k, padded);
            addDots<2 * group + 1>(dots, words + k, values + (2 * group + 1) * 32 + k, padded);
        }
        for (int r = 0; r < Rows; ++r)
            for (int o = 0; o < Outputs; ++o)
                sums[r][o] =
                    Isa::fma(Isa::toFloat(dots[r][o]), Isa::all(factors[r][o][at + group]), sums[r][o]);
    }

    template <int number, int Rows, int Outputs>
    static void addDots(Isa::I (&dots)[Rows][Outputs], const std::uint16_t* words, const std::int16_t* v,
                        std::int64_t padded) {
        Isa::W nibbles[Outputs];
        for (int o = 0; o < Outputs; ++o)
            nibbles[o] = Isa::template nibble<number>(Isa::loadPacked(words + o * (padded / 4)));
        for (int r = 0; r < Rows; ++r) {
            const Isa::W row = Isa::loadWords(v + r * padded);
            for (int o = 0; o < Outputs; ++o)
                dots[r][o] = Isa::dot(dots[r][o], nibbles[o], row);
        }
    }

    static void multiplyScales(const std::uint16_t* scales, const float* rowScales, std::int64_t begin,
                               std::int64_t end, float (&out)[groupsAtOnce]) {
        if (end - begin == Isa::floats)
            return Isa::store(out,
                              Isa::multiply(Isa::loadHalf(scales + begin), Isa::load(rowScales + begin)));
        for (std::int64_t g = begin; g < end; ++g)
            out[g - begin] = Isa::half(scales[g]) * rowScales[g];
    }

    /// What the 8 that was added to each weight has added to the sum.
    static float offset(const std::uint16_t* scales, const float* offsets, std::int64_t groups) {
        Isa::F sums = Isa::zero();
        std::int64_t g = 0;
        for (; g + Isa::floats <= groups; g += Isa::floats)
            sums = Isa::fma(Isa::loadHalf(scales + g), Isa::load(offsets + g), sums);
        float sum = Isa::sum(sums);
        for (; g < groups; ++g)
            sum += Isa::half(scales[g]) * offsets[g];
        return sum;
    }
};

void productOfInt4(const Product& p, const QuantisedRows& x, const Int4Weight& weight, std::int64_t begin,
                   std::int64_t end) {
    inTiles(Int4Product{p, x, weight}, begin, end);
}
