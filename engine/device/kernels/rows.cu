// What stands between the products: norms, gates and rotations of float32 rows.

/// One block for each row, any number of whole warps.
KERNEL rmsNorm(const float* x, const float* weight, float* out, int width, float epsilon) {
    __shared__ float sums[32];
    const float* row = x + static_cast<long long>(blockIdx.x) * width;
    float* to = out + static_cast<long long>(blockIdx.x) * width;
    float squares = 0.0F;
    UNROLL_BY(4)
    for (int i = threadIdx.x; i < width; i += blockDim.x)
        squares = fmaf(row[i], row[i], squares);
    const float scale = 1.0F / sqrtf(blockSum(squares, sums) / static_cast<float>(width) + epsilon);
    UNROLL_BY(4)
    for (int i = threadIdx.x; i < width; i += blockDim.x)
        to[i] = row[i] * scale * weight[i];
}

/// rows + rmsNorm(update), and that normed for what comes next. One block for each row.
KERNEL addNormed(const float* rows, const float* update, const float* after, float afterEpsilon,
                 const float* next, float nextEpsilon, float* sum, float* normed, int width) {
    __shared__ float updateSums[32];
    __shared__ float sums[32];
    const long long start = static_cast<long long>(blockIdx.x) * width;
    float squares = 0.0F;
    UNROLL_BY(4)
    for (int i = threadIdx.x; i < width; i += blockDim.x)
        squares = fmaf(update[start + i], update[start + i], squares);
    const float scale =
        1.0F / sqrtf(blockSum(squares, updateSums) / static_cast<float>(width) + afterEpsilon);
    squares = 0.0F;
    UNROLL_BY(4)
    for (int i = threadIdx.x; i < width; i += blockDim.x) {
        const float value = update[start + i] * scale * after[i] + rows[start + i];
        sum[start + i] = value;
        squares = fmaf(value, value, squares);
    }
    const float nextScale = 1.0F / sqrtf(blockSum(squares, sums) / static_cast<float>(width) + nextEpsilon);
    UNROLL_BY(4)
    for (int i = threadIdx.x; i < width; i += blockDim.x)
        normed[start + i] = sum[start + i] * nextScale * next[i];
}

/// silu(gate) * up; a row of both begins each `stride` values.
KERNEL siluMultiply(const float* gate, const float* up, float* out, int inner, int gateStride, int upStride,
                    int rows) {
    const long long index = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
    const long long row = index / inner;
    const int column = static_cast<int>(index % inner);
    if (row >= rows) return;
    const float g = gate[row * gateStride + column];
    out[index] = g / (1.0F + expf(-g)) * up[row * upStride + column];
}

/// Neighbouring pairs of [rows, heads, headDim], in place; cos and sin are [rows, pairs].
KERNEL rotatePairs(float* heads, const float* cos, const float* sin, int count, int headDim, int pairs,
                   int rows) {
    const long long index = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
    const int pair = static_cast<int>(index % pairs);
    const long long head = index / pairs;  // of all rows
    const long long row = head / count;
    if (row >= rows) return;
    float* at = heads + head * headDim + 2 * pair;
    const float c = cos[row * pairs + pair];
    const float s = sin[row * pairs + pair];
    const float even = at[0];
    const float odd = at[1];
    at[0] = even * c - odd * s;
    at[1] = odd * c + even * s;
}
