// Weights [outputs, inputs] times few float32 rows, and weights made dense. A warp reads two outputs' weights
// once for all rows; the order of each row's sum depends on the inputs alone, so that a row gets the same bits
// in any company.

/// Values [first, first + 4) of a row, 0 beyond its end.
DEVICE float4 fourOf(const float* row, int first, int inputs) {
    if (first + 4 <= inputs && inputs % 4 == 0) return *reinterpret_cast<const float4*>(row + first);
    float4 four;
    four.x = first < inputs ? row[first] : 0.0F;
    four.y = first + 1 < inputs ? row[first + 1] : 0.0F;
    four.z = first + 2 < inputs ? row[first + 2] : 0.0F;
    four.w = first + 3 < inputs ? row[first + 3] : 0.0F;
    return four;
}

// Each kind of weight hands out `width` values at a time; place() says to which inputs four of them belong.

struct Bf16Weight {
    static constexpr int width = 8;
    const unsigned short* values;
    int inputs;

    DEVICE int steps() const { return (inputs + width - 1) / width; }
    DEVICE static int place(int step, int index) { return step * width + index; }
    DEVICE float scale(int) const { return 1.0F; }
    DEVICE void load(int output, int step, float* to) const {
        const unsigned short* from = values + static_cast<long long>(output) * inputs + step * width;
        if (inputs % width == 0) {
            const uint4 held = *reinterpret_cast<const uint4*>(from);
            const unsigned int words[4] = {held.x, held.y, held.z, held.w};
            UNROLL
            for (int i = 0; i < 4; ++i) {
                to[2 * i] = __uint_as_float(words[i] << 16);
                to[2 * i + 1] = __uint_as_float(words[i] & 0xffff0000U);
            }
            return;
        }
        UNROLL
        for (int i = 0; i < width; ++i)
            to[i] = step * width + i < inputs ? fromBf16(from[i]) : 0.0F;
    }
};

struct Int8Weight {
    static constexpr int width = 16;
    const signed char* values;
    const float* scales;
    int inputs;

    DEVICE int steps() const { return (inputs + width - 1) / width; }
    DEVICE static int place(int step, int index) { return step * width + index; }
    DEVICE float scale(int output) const { return scales[output]; }
    DEVICE void load(int output, int step, float* to) const {
        const signed char* from = values + static_cast<long long>(output) * inputs + step * width;
        if (inputs % width == 0) {
            const uint4 held = *reinterpret_cast<const uint4*>(from);
            const unsigned int words[4] = {held.x, held.y, held.z, held.w};
            UNROLL
            for (int i = 0; i < 4; ++i) {
                // A byte under the exponent of 2^23 is that number plus the byte: cheaper than a conversion.
                const unsigned int shifted = words[i] ^ 0x80808080U;
                to[4 * i] = __uint_as_float(__byte_perm(shifted, 0x4b000000U, 0x7440U)) - 8388736.0F;
                to[4 * i + 1] = __uint_as_float(__byte_perm(shifted, 0x4b000000U, 0x7441U)) - 8388736.0F;
                to[4 * i + 2] = __uint_as_float(__byte_perm(shifted, 0x4b000000U, 0x7442U)) - 8388736.0F;
                to[4 * i + 3] = __uint_as_float(__byte_perm(shifted, 0x4b000000U, 0x7443U)) - 8388736.0F;
            }
            return;
        }
        UNROLL
        for (int i = 0; i < width; ++i)
            to[i] = step * width + i < inputs ? static_cast<float>(from[i]) : 0.0F;
    }
};

/// Laid out as engine/kernels/kernels.h says; four lanes share a block of 128 inputs.
struct Int4Weight {
    static constexpr int width = 32;
    const unsigned short* words;
    const unsigned short* scales;
    int inputs;

    DEVICE int blocks() const { return (inputs + 127) / 128; }
    DEVICE int steps() const { return blocks() * 4; }
    DEVICE static int place(int step, int index) {
        return step / 4 * 128 + index / 8 * 32 + step % 4 * 8 + index % 8;
    }
    DEVICE float scale(int) const { return 1.0F; }
    DEVICE void load(int output, int step, float* to) const {
        const long long block = static_cast<long long>(output) * blocks() + step / 4;
        const uint4 held = *reinterpret_cast<const uint4*>(words + block * 32 + step % 4 * 8);
        const unsigned int pairs[4] = {held.x, held.y, held.z, held.w};
        UNROLL
        for (int nibble = 0; nibble < 4; ++nibble) {
            const float size = fromHalf(scales[block * 2 + nibble / 2]);
            // A nibble in the right place of 128.0 is 128 plus the nibble; 136 * size is exact.
            const float offset = -136.0F * size;
            UNROLL
            for (int i = 0; i < 4; ++i) {
                const unsigned int low = (pairs[i] << (16 - 4 * nibble)) & 0x000f0000U;
                const unsigned int high = (pairs[i] >> (4 * nibble)) & 0x000f0000U;
                to[8 * nibble + 2 * i] = fmaf(__uint_as_float(low | 0x43000000U), size, offset);
                to[8 * nibble + 2 * i + 1] = fmaf(__uint_as_float(high | 0x43000000U), size, offset);
            }
        }
    }
};

template <int Rows, class Weight>
DEVICE void product(const Weight& weight, const float* x, const float* bias, float* out, int outputs,
                    int rows) {
    const int lane = threadIdx.x % 32;
    const int output = (blockIdx.x * (blockDim.x / 32) + threadIdx.x / 32) * 2;
    if (output >= outputs) return;
    const int other = output + 1 < outputs ? output + 1 : output;
    float left[Rows];
    float right[Rows];
    UNROLL
    for (int r = 0; r < Rows; ++r)
        left[r] = right[r] = 0.0F;
    for (int step = lane; step < weight.steps(); step += 32) {
        float a[Weight::width];
        float b[Weight::width];
        weight.load(output, step, a);
        weight.load(other, step, b);
        UNROLL
        for (int i = 0; i < Weight::width; i += 4) {
            const int place = Weight::place(step, i);
            UNROLL
            for (int r = 0; r < Rows; ++r) {
                const int row = r < rows ? r : rows - 1;
                const float4 v = fourOf(x + static_cast<long long>(row) * weight.inputs, place, weight.inputs);
                left[r] = fmaf(a[i], v.x, left[r]);
                left[r] = fmaf(a[i + 1], v.y, left[r]);
                left[r] = fmaf(a[i + 2], v.z, left[r]);
                left[r] = fmaf(a[i + 3], v.w, left[r]);
                right[r] = fmaf(b[i], v.x, right[r]);
                right[r] = fmaf(b[i + 1], v.y, right[r]);
                right[r] = fmaf(b[i + 2], v.z, right[r]);
                right[r] = fmaf(b[i + 3], v.w, right[r]);
            }
        }
    }
    UNROLL
    for (int r = 0; r < Rows; ++r) {
        const float first = warpSum(left[r]) * weight.scale(output);
        const float second = warpSum(right[r]) * weight.scale(other);
        if (lane != 0 || r >= rows) continue;
        float* to = out + static_cast<long long>(r) * outputs;
        to[output] = bias == nullptr ? first : first + bias[output];
        if (other != output) to[other] = bias == nullptr ? second : second + bias[other];
    }
}

/// One thread turns `width` values of one output; `begin` is the first output, and `to` starts with it.
template <bool Half, class Weight>
DEVICE void widen(const Weight& weight, unsigned short* to, int begin, int count) {
    const long long index = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
    const int row = static_cast<int>(index / weight.steps());
    const int step = static_cast<int>(index % weight.steps());
    if (row >= count) return;
    float values[Weight::width];
    weight.load(begin + row, step, values);
    const float scale = weight.scale(begin + row);
    unsigned short* out = to + static_cast<long long>(row) * weight.inputs;
    const auto narrow = [&](int i) -> unsigned int {
        return Half ? toHalf(values[i] * scale) : toBf16(values[i] * scale);
    };
    UNROLL
    for (int i = 0; i < Weight::width; i += 8) {  // eight values lie together in every kind of weight
        const int place = Weight::place(step, i);
        if (weight.inputs % 8 == 0 && place < weight.inputs) {
            *reinterpret_cast<uint4*>(out + place) =
                uint4{narrow(i) | (narrow(i + 1) << 16), narrow(i + 2) | (narrow(i + 3) << 16),
                      narrow(i + 4) | (narrow(i + 5) << 16), narrow(i + 6) | (narrow(i + 7) << 16)};
            continue;
        }
        UNROLL
        for (int k = 0; k < 8; ++k)
            if (place + k < weight.inputs) out[place + k] = static_cast<unsigned short>(narrow(i + k));
    }
}

#define PRODUCTS(rows)                                                                                      \
    KERNEL productBf16x##rows(const unsigned short* values, const float* x, const float* bias, float* out,  \
                              int inputs, int outputs, int count) {                                         \
        product<rows>(Bf16Weight{values, inputs}, x, bias, out, outputs, count);                            \
    }                                                                                                       \
    KERNEL productInt8x##rows(const signed char* values, const float* scales, const float* x,               \
                              const float* bias, float* out, int inputs, int outputs, int count) {          \
        product<rows>(Int8Weight{values, scales, inputs}, x, bias, out, outputs, count);                    \
    }                                                                                                       \
    KERNEL productInt4x##rows(const unsigned short* words, const unsigned short* scales, const float* x,    \
                              const float* bias, float* out, int inputs, int outputs, int count) {          \
        product<rows>(Int4Weight{words, scales, inputs}, x, bias, out, outputs, count);                     \
    }

PRODUCTS(1)
PRODUCTS(2)
PRODUCTS(4)
PRODUCTS(8)

#define WIDENINGS(name, half)                                                                               \
    KERNEL widenInt8##name(const signed char* values, const float* scales, unsigned short* to, int inputs,  \
                           int begin, int count) {                                                          \
        widen<half>(Int8Weight{values, scales, inputs}, to, begin, count);                                  \
    }                                                                                                       \
    KERNEL widenInt4##name(const unsigned short* words, const unsigned short* scales, unsigned short* to,   \
                           int inputs, int begin, int count) {                                              \
        widen<half>(Int4Weight{words, scales, inputs}, to, begin, count);                                   \
    }

WIDENINGS(Bf16, false)
WIDENINGS(Half, true)
