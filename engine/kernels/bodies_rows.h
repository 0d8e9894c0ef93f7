// Quantising rows, widening weights, normalising and activating, over an instruction set's Isa: a part of
// bodies.h, which says where it is included.

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

void narrowToBf16(const float* from, std::uint16_t* to, std::int64_t count) {
    std::int64_t i = 0;
    for (; i + Isa::floats <= count; i += Isa::floats)
        Isa::storeBf16(to + i, Isa::load(from + i));
    for (; i < count; ++i)
        to[i] = toBf16(from[i]);
}

/// What a row is multiplied by, so that its mean square is 1.
float scaleOfNorm(const float* x, float epsilon, std::int64_t width) {
    Isa::F squares = Isa::zero();
    std::int64_t i = 0;
    for (; i + Isa::floats <= width; i += Isa::floats) {
        const Isa::F v = Isa::load(x + i);
        squares = Isa::fma(v, v, squares);
    }
    float sum = Isa::sum(squares);
    for (; i < width; ++i)
        sum += x[i] * x[i];
    return 1.0F / __builtin_sqrtf(sum / static_cast<float>(width) + epsilon);
}

void normalise(const float* x, const float* weight, float epsilon, float* out, std::int64_t width) {
    const float scale = scaleOfNorm(x, epsilon, width);
    std::int64_t i = 0;
    for (; i + Isa::floats <= width; i += Isa::floats)
        Isa::store(out + i,
                   Isa::multiply(Isa::multiply(Isa::load(x + i), Isa::all(scale)), Isa::load(weight + i)));
    for (; i < width; ++i)
        out[i] = x[i] * scale * weight[i];
}

void addRow(const float* a, const float* b, float* out, std::int64_t width) {
    std::int64_t i = 0;
    for (; i + Isa::floats <= width; i += Isa::floats)
        Isa::store(out + i, Isa::add(Isa::load(a + i), Isa::load(b + i)));
    for (; i < width; ++i)
        out[i] = a[i] + b[i];
}

void turnHalves(float* head, const float* cos, const float* sin, std::int64_t pairs) {
    std::int64_t i = 0;
    for (; i + Isa::floats <= pairs; i += Isa::floats) {
        const Isa::F first = Isa::load(head + i);
        const Isa::F second = Isa::load(head + pairs + i);
        const Isa::F c = Isa::load(cos + i);
        const Isa::F s = Isa::load(sin + i);
        const Isa::F minus = Isa::multiply(Isa::multiply(second, s), Isa::all(-1.0F));
        Isa::store(head + i, Isa::fma(first, c, minus));
        Isa::store(head + pairs + i, Isa::fma(second, c, Isa::multiply(first, s)));
    }
    for (; i < pairs; ++i) {
        const float first = head[i];
        const float second = head[pairs + i];
        head[i] = first * cos[i] - second * sin[i];
        head[pairs + i] = second * cos[i] + first * sin[i];
    }
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
