#pragma once

#include <optional>
#include <string>

#include "engine/model/checkpoint.h"
#include "engine/model/matrix.h"

namespace engine {

// How a quantised checkpoint lies in its files: "x.weight" as int8 [outputs, inputs] or as int16 words
// [outputs, padded inputs / 4], and "x.weight.scales" beside it (engine/kernels/kernels.h says what the words
// hold).

/// A matrix of integers that has its scales beside it.
bool isQuantised(const Checkpoint& checkpoint, const std::string& name);

/// The name of a matrix's scales.
std::string scalesOf(const std::string& name);

/// Throws TensorType.
void requireType(const Checkpoint::Tensor& tensor, ElementType type);

/// Int4 when any of the decoder's matrices is, else Int8 when any is; empty for a dense checkpoint.
std::optional<MatrixFormat> storedQuantisation(const Checkpoint& checkpoint);

}  // namespace engine
