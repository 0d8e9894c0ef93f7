#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tests/engine/support/raw_safetensors.h"

/// What transformers computed (tests/data/expected), and how far something else is from it.
namespace expected {

raw::File read(const std::string& name);

/// The rows that the fixture keeps, of a whole tensor [rows, width].
std::vector<float> keptRows(const raw::File& got, const raw::File& expected, const std::string& name);

/// Infinite for another shape or what isn't a number.
double largestDifference(const raw::File& got, const raw::File& expected, const std::string& name);

/// Of rows of `width`.
double leastCosine(const std::vector<float>& a, const std::vector<float>& b, std::size_t width);

}  // namespace expected
