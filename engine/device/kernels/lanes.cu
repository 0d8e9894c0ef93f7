// Sums over the 32 lanes of a warp; every lane gets the result.

DEVICE float warpSum(float value) {
    for (int step = 16; step > 0; step /= 2)
        value += __shfl_xor_sync(0xffffffffU, value, step);
    return value;
}

DEVICE float warpMax(float value) {
    for (int step = 16; step > 0; step /= 2)
        value = fmaxf(value, __shfl_xor_sync(0xffffffffU, value, step));
    return value;
}

/// Over all threads of a block of whole warps; each gets the result. `sums` has room for 32 and is not used
/// for anything else.
DEVICE float blockSum(float value, float* sums) {
    const int lane = threadIdx.x % 32;
    const float own = warpSum(value);
    if (lane == 0) sums[threadIdx.x / 32] = own;
    __syncthreads();
    return warpSum(lane < static_cast<int>(blockDim.x) / 32 ? sums[lane] : 0.0F);
}
