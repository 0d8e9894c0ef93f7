// Weights [outputs, inputs] times up to eight rows on the card's matrix units (compute capability 8 and later):
// one row costs as much as eight. Every weight is exact in bfloat16, and a float32 row goes in as two bfloat16
// numbers, which keep 16 bits of it. A block computes 16 outputs; its warps take steps of the inputs in turn
// and add up at the end. No row's sum depends on the others, so that a row gets the same bits in any company.
//
// A tile's product takes 16 inputs, whose order is free as long as weights and rows agree: a lane gives four
// neighbouring inputs of one output and of the one eight further, and of one row.

constexpr int tileWarps = 8;
constexpr int tileOutputs = 16;
constexpr int tileRows = 8;

/// Four inputs of a row as high and low parts, two in each word.
struct SplitFour {
    unsigned int high[2];
    unsigned int low[2];

    DEVICE SplitFour(const float4& v) {
        split(v.x, v.y, high[0], low[0]);
        split(v.z, v.w, high[1], low[1]);
    }
    DEVICE static void split(float first, float second, unsigned int& high, unsigned int& low) {
        high = packBf16(first, second);
        low = packBf16(first - __uint_as_float(high << 16), second - __uint_as_float(high & 0xffff0000U));
    }
};

/// One lane's sums of a tile: outputs lane / 4 and that + 8, rows lane % 4 * 2 and that + 1.
struct TileSums {
    float high[4] = {};
    float low[4] = {};

    DEVICE void add(const unsigned int* weights, const SplitFour& row) {
        multiplyTile(high, weights, row.high);
        multiplyTile(low, weights, row.low);
    }
};

// Each kind of weight hands out 16 bytes of one output at a time, and says how they multiply. Whole: a row of
// inputs is whole steps of every kind, so that nothing has to be looked at twice.

template <bool Whole>
DEVICE float4 fourOfTile(const float* row, int first, int inputs) {
    return Whole ? *reinterpret_cast<const float4*>(row + first) : fourOf(row, first, inputs);
}

template <bool Whole>
struct Bf16Tiles {
    static constexpr int inputsOfLane = 8;
    const unsigned short* values;
    int inputs;

    DEVICE Bf16Tiles(const TileWeight& weight, int width)
        : values(static_cast<const unsigned short*>(weight.values)), inputs(width) {}
    DEVICE int steps() const { return (inputs + 4 * inputsOfLane - 1) / (4 * inputsOfLane); }
    DEVICE float scale(int) const { return 1.0F; }
    DEVICE uint4 load(int output, int step, int quarter) const {
        const int first = (4 * step + quarter) * inputsOfLane;
        const unsigned short* from = values + static_cast<long long>(output) * inputs + first;
        if (Whole) return *reinterpret_cast<const uint4*>(from);
        if (inputs % inputsOfLane == 0)
            return first < inputs ? *reinterpret_cast<const uint4*>(from) : uint4{0, 0, 0, 0};
        unsigned int words[4];
        UNROLL
        for (int i = 0; i < 4; ++i) {
            const unsigned int low = first + 2 * i < inputs ? from[2 * i] : 0;
            const unsigned int high = first + 2 * i + 1 < inputs ? from[2 * i + 1] : 0;
            words[i] = low | (high << 16);
        }
        return uint4{words[0], words[1], words[2], words[3]};
    }
    DEVICE void add(TileSums& sums, const uint4& one, const uint4& other, int, int, int step, int quarter,
                    const float* row) const {
        const int first = (4 * step + quarter) * inputsOfLane;
        const unsigned int left[4] = {one.x, other.x, one.y, other.y};
        sums.add(left, fourOfTile<Whole>(row, first, inputs));
        const unsigned int right[4] = {one.z, other.z, one.w, other.w};
        sums.add(right, fourOfTile<Whole>(row, first + 4, inputs));
    }
};

template <bool Whole>
struct Int8Tiles {
    static constexpr int inputsOfLane = 16;
    const signed char* values;
    const float* scales;
    int inputs;

    DEVICE Int8Tiles(const TileWeight& weight, int width)
        : values(static_cast<const signed char*>(weight.values)),
          scales(static_cast<const float*>(weight.scales)),
          inputs(width) {}
    DEVICE int steps() const { return (inputs + 4 * inputsOfLane - 1) / (4 * inputsOfLane); }
    DEVICE float scale(int output) const { return scales[output]; }
    DEVICE uint4 load(int output, int step, int quarter) const {
        const int first = (4 * step + quarter) * inputsOfLane;
        const signed char* from = values + static_cast<long long>(output) * inputs + first;
        if (Whole) return *reinterpret_cast<const uint4*>(from);
        if (inputs % inputsOfLane == 0)
            return first < inputs ? *reinterpret_cast<const uint4*>(from) : uint4{0, 0, 0, 0};
        unsigned int words[4] = {};
        UNROLL
        for (int i = 0; i < inputsOfLane; ++i) {
            const unsigned int value = first + i < inputs ? static_cast<unsigned char>(from[i]) : 0;
            words[i / 4] |= value << (i % 4 * 8);
        }
        return uint4{words[0], words[1], words[2], words[3]};
    }
    /// Two bytes of a word, each under the exponent of 128: its low seven bits there, less 128, or less 256
    /// where the sign bit is set.
    DEVICE static unsigned int pair(unsigned int word, unsigned int selector) {
        const unsigned int bytes = __byte_perm(word, 0, selector);
        const unsigned int magnitude = (bytes & 0x007f007fU) | 0x43004300U;
        const unsigned int offset = (bytes & 0x00800080U) | 0x43004300U;
        return multiplyAddBf16(offset, 0xbf80bf80U, magnitude);
    }
    DEVICE void add(TileSums& sums, const uint4& one, const uint4& other, int, int, int step, int quarter,
                    const float* row) const {
        const int first = (4 * step + quarter) * inputsOfLane;
        const unsigned int ones[4] = {one.x, one.y, one.z, one.w};
        const unsigned int others[4] = {other.x, other.y, other.z, other.w};
        UNROLL
        for (int i = 0; i < 4; ++i) {
            const unsigned int four[4] = {pair(ones[i], 0x4140U), pair(others[i], 0x4140U),
                                          pair(ones[i], 0x4342U), pair(others[i], 0x4342U)};
            sums.add(four, fourOfTile<Whole>(row, first + 4 * i, inputs));
        }
    }
};

/// Laid out as engine/kernels/kernels.h says; four lanes share a block of 128 inputs.
template <bool Whole>
struct Int4Tiles {
    const unsigned short* words;
    const unsigned short* scales;
    int inputs;

    DEVICE Int4Tiles(const TileWeight& weight, int width)
        : words(static_cast<const unsigned short*>(weight.values)),
          scales(static_cast<const unsigned short*>(weight.scales)),
          inputs(width) {}
    DEVICE int steps() const { return (inputs + 127) / 128; }
    DEVICE float scale(int) const { return 1.0F; }
    DEVICE uint4 load(int output, int step, int quarter) const {
        const long long block = static_cast<long long>(output) * steps() + step;
        return *reinterpret_cast<const uint4*>(words + block * 32 + quarter * 8);
    }
    /// Two nibbles under the exponent of 128, less 136.
    DEVICE static unsigned int pair(unsigned int word, int nibble) {
        return multiplyAddBf16(((word >> (4 * nibble)) & 0x000f000fU) | 0x43004300U, 0x3f803f80U, 0xc308c308U);
    }
    DEVICE float scaleOf(int output, int step, int group) const {
        return fromHalf(scales[(static_cast<long long>(output) * steps() + step) * 2 + group]);
    }
    DEVICE void add(TileSums& sums, const uint4& one, const uint4& other, int output, int next, int step,
                    int quarter, const float* row) const {
        const unsigned int ones[4] = {one.x, one.y, one.z, one.w};
        const unsigned int others[4] = {other.x, other.y, other.z, other.w};
        UNROLL
        for (int group = 0; group < 2; ++group) {
            TileSums own;
            UNROLL
            for (int i = 0; i < 4; ++i) {
                const int nibble = 2 * group + i / 2;
                const int at = i % 2 * 2;
                const unsigned int four[4] = {pair(ones[at], nibble), pair(others[at], nibble),
                                              pair(ones[at + 1], nibble), pair(others[at + 1], nibble)};
                own.add(four, fourOfTile<Whole>(row, step * 128 + nibble * 32 + quarter * 8 + i % 2 * 4, inputs));
            }
            const float size = scaleOf(output, step, group);
            const float nextSize = scaleOf(next, step, group);
            UNROLL
            for (int i = 0; i < 4; ++i)
                sums.high[i] = fmaf(own.high[i] + own.low[i], i < 2 ? size : nextSize, sums.high[i]);
        }
    }
};

/// Of one warp in a block: what each adds up over its steps.
using TileBlock = float[tileOutputs][tileRows];

/// A gated product's first half of outputs goes through silu and is multiplied with the second half.
template <class Weight, bool Gated>
DEVICE void tiles(const TileWeight& given, int block, const float* x, int inputs, int rows, TileBlock* sums) {
    const Weight weight(given, inputs);
    const int half = given.outputs / 2;
    const int begin = block * (Gated ? tileOutputs / 2 : tileOutputs);
    const auto outputAt = [&](int place) {
        const int output = Gated && place >= tileOutputs / 2 ? half + begin + place - tileOutputs / 2 : begin + place;
        return output < given.outputs ? output : given.outputs - 1;
    };

    const int warp = threadIdx.x / 32;
    const int lane = threadIdx.x % 32;
    const int quarter = lane % 4;
    const int one = outputAt(lane / 4);
    const int other = outputAt(lane / 4 + tileOutputs / 2);
    const float* row = x + static_cast<long long>(lane / 4 < rows ? lane / 4 : rows - 1) * inputs;
    const int last = weight.steps() - 1;
    TileSums own;
    // The next step's weights are on their way while these are multiplied.
    uint4 nextOne = weight.load(one, warp < last ? warp : last, quarter);
    uint4 nextOther = weight.load(other, warp < last ? warp : last, quarter);
    for (int step = warp; step <= last; step += tileWarps) {
        const uint4 left = nextOne;
        const uint4 right = nextOther;
        const int next = step + tileWarps < last ? step + tileWarps : last;
        nextOne = weight.load(one, next, quarter);
        nextOther = weight.load(other, next, quarter);
        weight.add(own, left, right, one, other, step, quarter, row);
    }
    UNROLL
    for (int i = 0; i < 4; ++i)
        sums[warp][lane / 4 + i / 2 * (tileOutputs / 2)][quarter * 2 + i % 2] = own.high[i] + own.low[i];
    __syncthreads();

    const auto sumOf = [&](int place, int r) {
        float sum = 0.0F;
        UNROLL
        for (int w = 0; w < tileWarps; ++w)
            sum += sums[w][place][r];
        const int output = outputAt(place);
        sum *= weight.scale(output);
        return given.bias == nullptr ? sum : sum + given.bias[output];
    };
    constexpr int width = Gated ? tileOutputs / 2 : tileOutputs;
    const int place = threadIdx.x % width;
    const int r = threadIdx.x / width;
    const int outputs = Gated ? half : given.outputs;
    if (r >= rows || begin + place >= outputs) return;
    float value = sumOf(place, r);
    if (Gated) value = value / (1.0F + expf(-value)) * sumOf(place + tileOutputs / 2, r);
    given.out[static_cast<long long>(r) * outputs + begin + place] = value;
}

/// Finds the weight that the block belongs to. Weight<true> takes inputs in whole steps.
template <template <bool> class Weight, bool Gated>
DEVICE void tilesOf(const TileWeights& weights, const float* x, int inputs, int rows) {
    __shared__ TileBlock sums[tileWarps];
    const int block = static_cast<int>(blockIdx.x);
    const int second = weights.of[0].blocks;
    const int third = second + weights.of[1].blocks;
    const TileWeight given = block < second ? weights.of[0] : block < third ? weights.of[1] : weights.of[2];
    const int own = block - (block < second ? 0 : block < third ? second : third);
    if (inputs % 128 == 0)
        tiles<Weight<true>, Gated>(given, own, x, inputs, rows, sums);
    else
        tiles<Weight<false>, Gated>(given, own, x, inputs, rows, sums);
}

#define TILES(name)                                                                      \
    KERNEL tiles##name(TileWeights weights, const float* x, int inputs, int rows) {      \
        tilesOf<name##Tiles, false>(weights, x, inputs, rows);                           \
    }                                                                                    \
    KERNEL gatedTiles##name(TileWeights weights, const float* x, int inputs, int rows) { \
        tilesOf<name##Tiles, true>(weights, x, inputs, rows);                            \
    }

TILES(Bf16)
TILES(Int8)
TILES(Int4)
