#pragma once

#include <string>
#include <vector>

#include "engine/device/graph_recorder.h"
#include "engine/device/kernel_sources.h"
#include "engine/device/tensor_arithmetic.h"

namespace engine {

/// Lets `card` take every fast path that agrees with plain tensor operations on small random inputs, and no
/// other; each that was refused is a note with the reason. `recorder` may be null. Without kernels only what
/// needs none is tried. While loading.
void allowWhatAgrees(TensorArithmetic& card, const KernelShape& shape, GraphRecorder* recorder,
                     std::vector<std::string>& notes);

}  // namespace engine
