#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "engine/device/kernel_launcher.h"
#include "engine/device/kernel_sources.h"

/// Runs the kernels' own source files on the processor, thread by thread.
namespace host {

struct Wrongness {
    std::set<std::string> kernels;  ///< whose launches do nothing
};

/// Throws std::runtime_error for a shape that the tests don't compile.
std::unique_ptr<engine::KernelLauncher> launcher(const engine::KernelShape& shape, Wrongness wrong = {});

}  // namespace host
