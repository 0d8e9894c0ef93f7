#pragma once

#include <span>
#include <vector>

#include <ATen/ATen.h>

#include "engine/device/arithmetic.h"
#include "engine/kernels/team.h"
#include "engine/model/matrix.h"

namespace engine {

// Products on the processor: float32 [rows, inputs] -> float32 [rows, outputs].

/// The rows' product with each weight; all have the same inputs. Few rows go through kernels that read each
/// weight once and give a row the same bits in any company, shared by the team as one piece of work; many
/// through a matrix product.
std::vector<at::Tensor> multiplyEach(Team& team, std::span<const Factor> factors, const at::Tensor& rows);

/// With one. bias: float32 [outputs] or undefined.
at::Tensor multiply(Team& team, const Matrix& weight, const at::Tensor& rows, const at::Tensor& bias);

}  // namespace engine
