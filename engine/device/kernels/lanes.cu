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
