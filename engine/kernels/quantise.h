#pragma once

#include <cstdint>

namespace engine {

/// One output's weights in int8: the scale puts the largest at 127. -> the scale
float quantiseInt8(const float* weight, std::int64_t inputs, std::int8_t* values);

/// One output's weights in int4, laid out as Int4Weight says. Of each group the scale is taken that leaves
/// the least squared error. words: padded inputs / 4, scales: padded inputs / 64.
void quantiseInt4(const float* weight, std::int64_t inputs, std::uint16_t* words, std::uint16_t* scales);

}  // namespace engine
