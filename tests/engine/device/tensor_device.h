#pragma once

#include <memory>

#include "engine/device/device.h"
#include "engine/device/tensor_arithmetic.h"
#include "engine/session/loaded_model.h"
#include "tests/engine/device/host_launcher.h"

/// A card's way of computing, on tensors in host memory.
namespace host {

/// Repeats what it was given by running it again.
class Recorder final : public engine::GraphRecorder {
 public:
    std::unique_ptr<engine::Graph> record(const std::function<void()>& work) override;
    int recorded = 0;
    int replayed = 0;
    bool broken = false;  ///< record() throws
};

struct Way {
    at::ScalarType products = at::kFloat;
    bool kernels = false;
    bool graphs = false;
    at::ScalarType cache = at::kBFloat16;  ///< what the kernels are made for
};

engine::DeviceMaker maker(const Way& way);

/// The tiny checkpoint on such a device.
std::unique_ptr<const engine::LoadedModel> tiny(const Way& way, engine::WeightsKind weights,
                                                const std::string& checkpoint = "tiny");

}  // namespace host
