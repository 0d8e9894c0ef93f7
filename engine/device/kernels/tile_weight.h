// What a launch of tiles.cu is told of the weights; the program and the card's compiler read this same file.
struct TileWeight {
    const void* values;
    const void* scales;  // int8: float32 [outputs]; int4: half precision, one for each 64 inputs; else null
    const float* bias;   // [outputs], or null
    float* out;          // [rows, outputs], or [rows, outputs / 2] of a gated product
    int outputs;
    int blocks;
};
/// Up to three weights with the same inputs; `blocks` of those that aren't there is 0.
struct TileWeights {
    TileWeight of[3];
};
