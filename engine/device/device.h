#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/device/arithmetic.h"
#include "engine/device/graph_recorder.h"

namespace engine {

/// What a model is computed on, and how.
struct Device {
    std::string name = "cpu";
    bool isCard = false;             ///< its memory is its own, and no system lends more
    std::vector<std::string> notes;  ///< what can't be used and why, in English
    std::unique_ptr<Arithmetic> arithmetic;
    std::unique_ptr<GraphRecorder> graphs;    ///< null: passes aren't recorded
    std::function<std::int64_t()> freeBytes;  ///< of its memory; 0 where it isn't known

    at::Device place() const { return arithmetic->device(); }
};

Device cpuDevice();

}  // namespace engine
