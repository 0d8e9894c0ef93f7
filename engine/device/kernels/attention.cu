// Few new rows and the cached keys and values of their conversations. Compiled for one model: GROUP query
// heads share a key head, a head has HEAD_DIM numbers, CACHE is 0 for float32, 1 for bfloat16, 2 for int8.
//
// A row of the table: how many tokens it sees, itself the last; the cache's capacity; then of each layer the
// addresses of keys, values, key scales and value scales.

constexpr int headWarps = 4;                   // of a block that attends
constexpr int laneDims = (HEAD_DIM + 31) / 32;  // numbers of a head in one lane

struct CacheLayer {
    long long tokens;
    long long capacity;
    const long long* addresses;

    DEVICE CacheLayer(const long long* table, int row, int layer, int columns) {
        const long long* own = table + static_cast<long long>(row) * columns;
        tokens = own[0];
        capacity = own[1];
        addresses = own + 2 + 4 * layer;
    }
    DEVICE long long place(int head, long long token) const { return head * capacity + token; }
    DEVICE float number(int which, long long at) const {
        if (CACHE == 0) return reinterpret_cast<const float*>(addresses[which])[at];
        if (CACHE == 1) return fromBf16(reinterpret_cast<const unsigned short*>(addresses[which])[at]);
        return static_cast<float>(reinterpret_cast<const signed char*>(addresses[which])[at]);
    }
    DEVICE float scale(int which, long long at) const {
        return CACHE == 2 ? reinterpret_cast<const float*>(addresses[2 + which])[at] : 1.0F;
    }
    /// One head's numbers, each lane its own.
    DEVICE void put(int which, long long place, const float* numbers, int lane) const {
        float size = 1.0F;
        float largest = 0.0F;
        UNROLL
        for (int i = 0; i < laneDims; ++i)
            largest = fmaxf(largest, fabsf(numbers[i]));
        if (CACHE == 2) {
            size = warpMax(largest) / 127.0F;
            if (lane == 0) reinterpret_cast<float*>(addresses[2 + which])[place] = size;
        }
        UNROLL
        for (int i = 0; i < laneDims; ++i) {
            const int dim = lane + 32 * i;
            if (dim >= HEAD_DIM) continue;
            const long long at = place * HEAD_DIM + dim;
            if (CACHE == 0) reinterpret_cast<float*>(addresses[which])[at] = numbers[i];
            if (CACHE == 1) reinterpret_cast<unsigned short*>(addresses[which])[at] = toBf16(numbers[i]);
            if (CACHE == 2)
                reinterpret_cast<signed char*>(addresses[which])[at] =
                    static_cast<signed char>(rintf(numbers[i] / fmaxf(size, 1e-30F)));
        }
    }
};

/// Turns neighbouring pairs of a head's first 2 * pairs numbers. cos, sin: of its row, [pairs]
DEVICE void rotated(const float* from, const float* cos, const float* sin, int pairs, int lane, float* to) {
    UNROLL
    for (int i = 0; i < laneDims; ++i) {
        const int dim = lane + 32 * i;
        to[i] = 0.0F;
        if (dim >= HEAD_DIM) continue;
        to[i] = from[dim];
        if (dim >= 2 * pairs) continue;
        const float turn = dim % 2 == 0 ? -sin[dim / 2] : sin[dim / 2];
        to[i] = from[dim] * cos[dim / 2] + from[dim ^ 1] * turn;
    }
}

/// Rotates and scales queries into `out`, and rotates keys into the cache with their values. A warp for each
/// query head, then each key head (x), and row (y).
KERNEL placeRows(const float* query, const float* key, const float* value, const float* cos, const float* sin,
                 const long long* table, float* out, float scale, int heads, int pairs, int layer,
                 int columns) {
    const int row = blockIdx.y;
    const int lane = threadIdx.x;
    cos += static_cast<long long>(row) * pairs;
    sin += static_cast<long long>(row) * pairs;
    float turned[laneDims];
    if (static_cast<int>(blockIdx.x) < heads) {
        const long long from = (static_cast<long long>(row) * heads + blockIdx.x) * HEAD_DIM;
        rotated(query + from, cos, sin, pairs, lane, turned);
        UNROLL
        for (int i = 0; i < laneDims; ++i)
            if (lane + 32 * i < HEAD_DIM) out[from + lane + 32 * i] = turned[i] * scale;
        return;
    }
    const int kvHeads = static_cast<int>(gridDim.x) - heads;
    const int head = static_cast<int>(blockIdx.x) - heads;
    const CacheLayer cache(table, row, layer, columns);
    const long long place = cache.place(head, cache.tokens - 1);
    const long long from = (static_cast<long long>(row) * kvHeads + head) * HEAD_DIM;
    rotated(key + from, cos, sin, pairs, lane, turned);
    cache.put(0, place, turned, lane);
    UNROLL
    for (int i = 0; i < laneDims; ++i)
        turned[i] = lane + 32 * i < HEAD_DIM ? value[from + lane + 32 * i] : 0.0F;
    cache.put(1, place, turned, lane);
}

/// At least one for each warp.
DEVICE long long tokensOfSplit(long long tokens, int splits) {
    const long long even = (tokens + splits - 1) / splits;
    return even < headWarps ? headWarps : even;
}

/// What a split hands on for each head of its group: weighted values, the largest score, the sum of weights.
constexpr int splitWidth = HEAD_DIM + 2;

/// A block for each split of the tokens (x), key head (y) and row (z). query: [rows, heads, HEAD_DIM], scaled;
/// partial: [rows, key heads, splits, GROUP, splitWidth]
KERNEL attendSplits(const float* query, const long long* table, float* partial, int layer, int columns) {
    __shared__ float queries[GROUP * HEAD_DIM];
    __shared__ float sums[headWarps * GROUP * HEAD_DIM];
    __shared__ float tops[headWarps * GROUP];
    __shared__ float weights[headWarps * GROUP];
    const int split = blockIdx.x;
    const int head = blockIdx.y;
    const int row = blockIdx.z;
    const CacheLayer cache(table, row, layer, columns);
    const long long size = tokensOfSplit(cache.tokens, gridDim.x);
    const long long begin = split * size;
    const long long end = begin + size < cache.tokens ? begin + size : cache.tokens;
    if (begin >= end) return;
    const long long own = static_cast<long long>(row) * gridDim.y + head;
    for (int i = threadIdx.x; i < GROUP * HEAD_DIM; i += blockDim.x)
        queries[i] = query[own * GROUP * HEAD_DIM + i];
    __syncthreads();

    const int warp = threadIdx.x / 32;
    const int lane = threadIdx.x % 32;
    float top[GROUP];
    float weight[GROUP];
    float sum[GROUP][laneDims];
    UNROLL
    for (int g = 0; g < GROUP; ++g) {
        top[g] = -3.0e38F;
        weight[g] = 0.0F;
        UNROLL
        for (int i = 0; i < laneDims; ++i)
            sum[g][i] = 0.0F;
    }
    for (long long token = begin + warp; token < end; token += headWarps) {
        const long long place = cache.place(head, token);
        const float keyScale = cache.scale(0, place);
        const float valueScale = cache.scale(1, place);
        float key[laneDims];
        float value[laneDims];
        UNROLL
        for (int i = 0; i < laneDims; ++i) {
            const int dim = lane + 32 * i;
            key[i] = dim < HEAD_DIM ? cache.number(0, place * HEAD_DIM + dim) : 0.0F;
            value[i] = dim < HEAD_DIM ? cache.number(1, place * HEAD_DIM + dim) * valueScale : 0.0F;
        }
        UNROLL
        for (int g = 0; g < GROUP; ++g) {
            float dot = 0.0F;
            UNROLL
            for (int i = 0; i < laneDims; ++i) {
                const int dim = lane + 32 * i;
                if (dim < HEAD_DIM) dot = fmaf(key[i], queries[g * HEAD_DIM + dim], dot);
            }
            const float score = warpSum(dot) * keyScale;
            const float higher = fmaxf(top[g], score);
            const float faded = expf(top[g] - higher);
            const float share = expf(score - higher);
            top[g] = higher;
            weight[g] = fmaf(weight[g], faded, share);
            UNROLL
            for (int i = 0; i < laneDims; ++i)
                sum[g][i] = fmaf(sum[g][i], faded, share * value[i]);
        }
    }
    UNROLL
    for (int g = 0; g < GROUP; ++g) {
        if (lane == 0) {
            tops[warp * GROUP + g] = top[g];
            weights[warp * GROUP + g] = weight[g];
        }
        UNROLL
        for (int i = 0; i < laneDims; ++i) {
            const int dim = lane + 32 * i;
            if (dim < HEAD_DIM) sums[(warp * GROUP + g) * HEAD_DIM + dim] = sum[g][i];
        }
    }
    __syncthreads();
    float* to = partial + (own * gridDim.x + split) * GROUP * splitWidth;
    for (int i = threadIdx.x; i < GROUP * HEAD_DIM; i += blockDim.x) {
        const int g = i / HEAD_DIM;
        const int dim = i % HEAD_DIM;
        float highest = tops[g];
        for (int w = 1; w < headWarps; ++w)
            highest = fmaxf(highest, tops[w * GROUP + g]);
        float all = 0.0F;
        float shares = 0.0F;
        UNROLL
        for (int w = 0; w < headWarps; ++w) {
            const float faded = expf(tops[w * GROUP + g] - highest);
            all = fmaf(sums[(w * GROUP + g) * HEAD_DIM + dim], faded, all);
            shares = fmaf(weights[w * GROUP + g], faded, shares);
        }
        to[g * splitWidth + dim] = all;
        if (dim == 0) {
            to[g * splitWidth + HEAD_DIM] = highest;
            to[g * splitWidth + HEAD_DIM + 1] = shares;
        }
    }
}

constexpr int mostSplits = 64;

/// A block for each query head (x) and row (y). out: [rows, heads, HEAD_DIM]
KERNEL joinSplits(const float* partial, const long long* table, float* out, int splits, int columns) {
    __shared__ float shares[mostSplits];
    const long long own = static_cast<long long>(blockIdx.y) * gridDim.x + blockIdx.x;  // of all rows' heads
    const long long tokens = table[static_cast<long long>(blockIdx.y) * columns];
    const long long size = tokensOfSplit(tokens, splits);
    const int used = static_cast<int>((tokens + size - 1) / size);
    const float* from = partial + (own / GROUP * splits * GROUP + own % GROUP) * splitWidth;
    const long long stride = static_cast<long long>(GROUP) * splitWidth;
    const int lane = threadIdx.x % 32;
    // Every warp finds the sum of all weights; the first says what each split's share is.
    float highest = -3.0e38F;
    for (int s = lane; s < used; s += 32)
        highest = fmaxf(highest, from[s * stride + HEAD_DIM]);
    highest = warpMax(highest);
    float weight = 0.0F;
    for (int s = lane; s < used; s += 32) {
        const float faded = expf(from[s * stride + HEAD_DIM] - highest);
        weight = fmaf(from[s * stride + HEAD_DIM + 1], faded, weight);
        if (threadIdx.x < 32) shares[s] = faded;
    }
    weight = warpSum(weight);
    __syncthreads();
    for (int dim = threadIdx.x; dim < HEAD_DIM; dim += blockDim.x) {
        float all = 0.0F;
        UNROLL_BY(8)
        for (int s = 0; s < used; ++s)
            all = fmaf(from[s * stride + dim], shares[s], all);
        out[own * HEAD_DIM + dim] = all / weight;
    }
}
