#pragma once

#include <string>
#include <vector>

#include <ATen/ATen.h>

#include "engine/model/config.h"

namespace engine {

/// What kernels are compiled for besides the card: one model's heads and the type of its cache.
struct KernelShape {
    std::int64_t group = 1;  ///< query heads of one key head
    std::int64_t headDim = 0;
    at::ScalarType cache = at::kFloat;  ///< float32, bfloat16 or int8 (kChar)
};
KernelShape kernelShapeOf(const TextConfig& config, at::ScalarType cacheType);

/// All kernels as one CUDA C++ program, which includes nothing.
std::string kernelSource();

/// "-DGROUP=16" and so on, as the compiler takes them.
std::vector<std::string> definitionsOf(const KernelShape& shape);

/// The names that the program has; a card's module is asked for each of them at once.
const std::vector<const char*>& kernelNames();

}  // namespace engine
