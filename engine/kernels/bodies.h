// The arithmetic of kernels.h over an instruction set's Isa. Included inside the nameless namespace of each
// kernels_*.cpp, after its Isa: every file compiles these with flags of its own, so nothing here may be
// shared between them, the standard library's inline functions included.

template <class Number>
struct Reads;
template <>
struct Reads<float> {
    static Isa::F vector(const float* from) { return Isa::load(from); }
    static float one(float v) { return v; }
};
template <>
struct Reads<std::uint16_t> {
    static Isa::F vector(const std::uint16_t* from) { return Isa::loadBf16(from); }
    static float one(std::uint16_t v) { return fromBf16(v); }
};
template <>
struct Reads<std::int8_t> {
    static Isa::F vector(const std::int8_t* from) { return Isa::loadInt8(from); }
    static float one(std::int8_t v) { return v; }
};

void finish(const Product& p, int row, std::int64_t output, float sum) {
    p.out[row * p.outputs + output] = p.bias == nullptr ? sum : sum + p.bias[output];
}

/// Calls work<1..4> for blocks of rows: a weight that is loaded serves four rows.
template <class Work>
void inBlocks(int rows, const Work& work) {
    int first = 0;
    for (; rows - first >= 4; first += 4)
        work.template block<4>(first);
    switch (rows - first) {
        case 3:
            return work.template block<3>(first);
        case 2:
            return work.template block<2>(first);
        case 1:
            return work.template block<1>(first);
        default:
            return;
    }
}

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

struct Int8Product {
    const Product& p;
    const QuantisedRows& x;
    const std::int8_t* weight;  // of one output
    float scale;
    std::int64_t output;

    template <int Rows>
    void block(int first) const {
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
            for (std::int64_t i = g * quantGroup; i < (g + 1) * quantGroup; i += Isa::words) {
                const Isa::W w = Isa::widen(weight + i);
                for (int r = 0; r < Rows; ++r)
                    dots[r] = Isa::dot(dots[r], w, Isa::loadWords(values + r * padded + i));
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
        inBlocks(p.rows, Int8Product{p, x, weight.values + o * p.inputs, weight.scales[o], o});
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
        Isa::F sums[Rows];
        for (int r = 0; r < Rows; ++r)
            sums[r] = Isa::zero();
        for (std::int64_t b = 0; b < padded; b += quantBlock) {
            Isa::I low[Rows], high[Rows];
            for (int r = 0; r < Rows; ++r)
                low[r] = high[r] = Isa::none();
            for (std::int64_t k = 0; k < quantBlock / 4; k += Isa::words) {
                const Isa::W packed = Isa::loadPacked(words + b / 4 + k);
                const Isa::W w0 = Isa::template nibble<0>(packed);
                const Isa::W w1 = Isa::template nibble<1>(packed);
                const Isa::W w2 = Isa::template nibble<2>(packed);
                const Isa::W w3 = Isa::template nibble<3>(packed);
                for (int r = 0; r < Rows; ++r) {
                    const std::int16_t* v = values + r * padded + b + k;
                    low[r] = Isa::dot(low[r], w0, Isa::loadWords(v));
                    low[r] = Isa::dot(low[r], w1, Isa::loadWords(v + 32));
                    high[r] = Isa::dot(high[r], w2, Isa::loadWords(v + 64));
                    high[r] = Isa::dot(high[r], w3, Isa::loadWords(v + 96));
                }
            }
            const std::int64_t g = b / quantGroup;
            const float lowScale = Isa::half(scales[g]);
            const float highScale = Isa::half(scales[g + 1]);
            for (int r = 0; r < Rows; ++r) {
                const float* own = rowScales + r * groups + g;
                sums[r] = Isa::fma(Isa::toFloat(low[r]), Isa::all(lowScale * own[0]), sums[r]);
                sums[r] = Isa::fma(Isa::toFloat(high[r]), Isa::all(highScale * own[1]), sums[r]);
            }
        }
        for (int r = 0; r < Rows; ++r)
            finish(p, first + r, output, Isa::sum(sums[r]) - offset(offsets + r * groups, groups));
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
};

void productOfInt4(const Product& p, const QuantisedRows& x, const Int4Weight& weight, std::int64_t begin,
                   std::int64_t end) {
    const std::int64_t padded = paddedInputs(p.inputs);
    for (std::int64_t o = begin; o < end; ++o)
        inBlocks(p.rows, Int4Product{p, x, weight.words + o * (padded / 4),
                                     weight.scales + o * (padded / quantGroup), o});
}

/// 64 floats; what isn't finite makes the scale NaN, so that it isn't lost.
void quantiseGroup(const float* x, std::int16_t* values, float* scale, float* offset) {
    Isa::F most = Isa::zero();
    Isa::F sound = Isa::zero();  // NaN when a number isn't finite
    for (std::int64_t i = 0; i < quantGroup; i += Isa::floats) {
        const Isa::F v = Isa::load(x + i);
        most = Isa::max(most, Isa::absolute(v));
        sound = Isa::fma(v, Isa::zero(), sound);
    }
    constexpr float top = 32767;
    const float largest = Isa::largest(most);
    const Isa::F toWord = Isa::all(largest > 0 ? top / largest : 0);
    for (std::int64_t i = 0; i < quantGroup; i += Isa::floats)
        Isa::storeWords(values + i, Isa::round(Isa::multiply(Isa::load(x + i), toWord)));
    std::int32_t sum = 0;
    for (std::int64_t i = 0; i < quantGroup; ++i)
        sum += values[i];
    *scale = largest / top + Isa::sum(sound);
    *offset = 8 * *scale * static_cast<float>(sum);
}

void quantiseOneRow(const float* x, std::int64_t inputs, std::int16_t* values, float* scales,
                    float* offsets) {
    const std::int64_t groups = paddedInputs(inputs) / quantGroup;
    for (std::int64_t g = 0; g < groups; ++g) {
        const std::int64_t start = g * quantGroup;
        if (start + quantGroup <= inputs) {
            quantiseGroup(x + start, values + start, scales + g, offsets + g);
            continue;
        }
        float rest[quantGroup] = {};
        for (std::int64_t i = start; i < inputs; ++i)
            rest[i - start] = x[i];
        quantiseGroup(rest, values + start, scales + g, offsets + g);
    }
}

void widenFromBf16(const std::uint16_t* from, float* to, std::int64_t count) {
    std::int64_t i = 0;
    for (; i + Isa::floats <= count; i += Isa::floats)
        Isa::store(to + i, Isa::loadBf16(from + i));
    for (; i < count; ++i)
        to[i] = fromBf16(from[i]);
}

void widenFromInt8(const Int8Weight& weight, std::int64_t inputs, float* to, std::int64_t begin,
                   std::int64_t end) {
    for (std::int64_t o = begin; o < end; ++o) {
        const std::int8_t* from = weight.values + o * inputs;
        const float scale = weight.scales[o];
        float* row = to + (o - begin) * inputs;
        std::int64_t i = 0;
        for (; i + Isa::floats <= inputs; i += Isa::floats)
            Isa::store(row + i, Isa::multiply(Isa::loadInt8(from + i), Isa::all(scale)));
        for (; i < inputs; ++i)
            row[i] = from[i] * scale;
    }
}

void widenFromInt4(const Int4Weight& weight, std::int64_t inputs, float* to, std::int64_t begin,
                   std::int64_t end) {
    const std::int64_t padded = paddedInputs(inputs);
    for (std::int64_t o = begin; o < end; ++o) {
        const std::uint16_t* words = weight.words + o * (padded / 4);
        const std::uint16_t* scales = weight.scales + o * (padded / quantGroup);
        float* row = to + (o - begin) * inputs;
        for (std::int64_t b = 0; b < inputs; b += quantBlock) {
            for (int number = 0; number < 4; ++number) {
                const float scale = Isa::half(scales[b / quantGroup + number / 2]);
                const std::int64_t start = b + 32 * number;
                const std::int64_t count = inputs - start < 32 ? inputs - start : 32;
                for (std::int64_t k = 0; k < count; ++k)
                    row[start + k] =
                        static_cast<float>(((words[b / 4 + k] >> (4 * number)) & 15) - 8) * scale;
            }
        }
    }
}

void normalise(const float* x, const float* weight, float epsilon, float* out, std::int64_t width) {
    Isa::F squares = Isa::zero();
    std::int64_t i = 0;
    for (; i + Isa::floats <= width; i += Isa::floats) {
        const Isa::F v = Isa::load(x + i);
        squares = Isa::fma(v, v, squares);
    }
    float sum = Isa::sum(squares);
    for (; i < width; ++i)
        sum += x[i] * x[i];
    const float scale = 1.0F / __builtin_sqrtf(sum / static_cast<float>(width) + epsilon);
    for (i = 0; i + Isa::floats <= width; i += Isa::floats)
        Isa::store(out + i,
                   Isa::multiply(Isa::multiply(Isa::load(x + i), Isa::all(scale)), Isa::load(weight + i)));
    for (; i < width; ++i)
        out[i] = x[i] * scale * weight[i];
}

/// e^x for x <= 0, to float32's precision: 2^n times a polynomial of what is left.
Isa::F exponential(Isa::F x) {
    x = Isa::max(x, Isa::all(-87.0F));
    const Isa::F n = Isa::round(Isa::multiply(x, Isa::all(1.44269504F)));
    Isa::F r = Isa::fma(n, Isa::all(-0.693359375F), x);
    r = Isa::fma(n, Isa::all(2.12194440e-4F), r);
    constexpr float factors[] = {1.0F / 720, 1.0F / 120, 1.0F / 24, 1.0F / 6, 0.5F, 1.0F, 1.0F};
    Isa::F y = Isa::all(1.0F / 5040);
    for (const float factor : factors)
        y = Isa::fma(y, r, Isa::all(factor));
    return Isa::timesPowerOfTwo(y, n);
}

/// x / (1 + e^-x), by the exponential of -|x|, which can't overflow.
Isa::F silu(Isa::F x) {
    const Isa::F e = exponential(Isa::multiply(Isa::absolute(x), Isa::all(-1.0F)));
    const Isa::F above = Isa::whereNegative(x, e, Isa::all(1.0F));
    return Isa::multiply(x, Isa::divide(above, Isa::add(Isa::all(1.0F), e)));
}

void multiplySilu(const float* gate, const float* up, float* out, std::int64_t count) {
    std::int64_t i = 0;
    for (; i + Isa::floats <= count; i += Isa::floats)
        Isa::store(out + i, Isa::multiply(silu(Isa::load(gate + i)), Isa::load(up + i)));
    if (i == count) return;
    float gates[Isa::floats] = {};
    for (std::int64_t k = i; k < count; ++k)
        gates[k - i] = gate[k];
    Isa::store(gates, silu(Isa::load(gates)));
    for (std::int64_t k = i; k < count; ++k)
        out[k] = gates[k - i] * up[k];
}

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

template <class Number>
float dotOf(const float* a, const Number* b, int count) {
    Isa::F sums = Isa::zero();
    int i = 0;
    for (; i + static_cast<int>(Isa::floats) <= count; i += static_cast<int>(Isa::floats))
        sums = Isa::fma(Isa::load(a + i), Reads<Number>::vector(b + i), sums);
    float sum = Isa::sum(sums);
    for (; i < count; ++i)
        sum += a[i] * Reads<Number>::one(b[i]);
    return sum;
}

template <class Number>
void addScaled(float* to, float share, const Number* from, int count) {
    int i = 0;
    for (; i + static_cast<int>(Isa::floats) <= count; i += static_cast<int>(Isa::floats))
        Isa::store(to + i, Isa::fma(Isa::all(share), Reads<Number>::vector(from + i), Isa::load(to + i)));
    for (; i < count; ++i)
        to[i] += share * Reads<Number>::one(from[i]);
}

template <class Number>
void attend(const Attention& a) {
    const auto* keys = static_cast<const Number*>(a.keys);
    const auto* values = static_cast<const Number*>(a.values);
    for (std::int64_t t = 0; t < a.tokens; ++t) {
        const float scale = a.keyScales == nullptr ? 1.0F : a.keyScales[t];
        for (int h = 0; h < a.group; ++h)
            a.scores[h * a.tokens + t] =
                scale * dotOf(a.queries + h * a.headDim, keys + t * a.headDim, a.headDim);
    }
    for (int h = 0; h < a.group; ++h)
        softmax(a.scores + h * a.tokens, a.tokens);
    for (int i = 0; i < a.group * a.headDim; ++i)
        a.out[i] = 0;
    for (std::int64_t t = 0; t < a.tokens; ++t) {
        const float scale = a.valueScales == nullptr ? 1.0F : a.valueScales[t];
        for (int h = 0; h < a.group; ++h)
            addScaled(a.out + h * a.headDim, scale * a.scores[h * a.tokens + t], values + t * a.headDim,
                      a.headDim);
    }
}

constexpr Kernels makeKernels(const char* name) {
    Kernels set;
    set.name = name;
    set.productFloat = productOf<float>;
    set.productBf16 = productOf<std::uint16_t>;
    set.productInt8 = productOfInt8;
    set.productInt4 = productOfInt4;
    set.quantiseRow = quantiseOneRow;
    set.widenBf16 = widenFromBf16;
    set.widenInt8 = widenFromInt8;
    set.widenInt4 = widenFromInt4;
    set.rmsNorm = normalise;
    set.siluMultiply = multiplySilu;
    set.attendFloat = attend<float>;
    set.attendBf16 = attend<std::uint16_t>;
    set.attendInt8 = attend<std::int8_t>;
    return set;
}
