#pragma once

#include <string>

#include <ATen/ATen.h>

#include "engine/model/config.h"
#include "engine/model/linear.h"
#include "engine/model/mlp.h"

namespace engine {

/// Brings merged patches into the language model's space: [image tokens, hidden] -> the same.
class Merger {
 public:
    Merger(WeightReader& weights, const std::string& name, const VisionConfig& config);

    at::Tensor operator()(const at::Tensor& tokens) const;

 private:
    Linear m_projection;
    at::Tensor m_normWeight;  // [hidden]
    at::Tensor m_normBias;
    GatedMlp m_mlp;
};

}  // namespace engine
