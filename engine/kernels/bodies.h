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

/// Calls block<most> as often as it fits, then the half of it and so on: a weight that is loaded serves all
/// rows of a block.
template <int most, class Work>
void inBlocks(int rows, const Work& work, int first = 0) {
    for (; rows - first >= most; first += most)
        work.template block<most>(first);
    if constexpr (most > 1) {
        if (first < rows) inBlocks<most / 2>(rows, work, first);
    }
}

#include "engine/kernels/bodies_products.h"
#include "engine/kernels/bodies_rows.h"

// After the rows: its softmax takes their exponential.
#include "engine/kernels/bodies_attention.h"

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
    set.narrowBf16 = narrowToBf16;
    set.rmsNorm = normalise;
    set.addRow = addRow;
    set.rotateHalves = turnHalves;
    set.siluMultiply = multiplySilu;
    set.attendFloat = attend<float>;
    set.attendBf16 = attend<std::uint16_t>;
    set.attendInt8 = attend<std::int8_t>;
    return set;
}
