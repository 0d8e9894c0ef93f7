#pragma once

#include <cstdint>
#include <optional>

#include <QString>

namespace app {

enum class ModelStep { None, Asking, Downloading, Copying, Hashing, Converting, Checking, Probing };

/// How far the work on one model is.
struct ModelProgress {
    ModelStep step = ModelStep::None;  ///< None: nothing is under way
    QString model;
    std::int64_t done = 0;           ///< bytes
    std::int64_t total = 0;          ///< bytes; 0: not known yet
    double fraction = 0;             ///< of this step, 0 to 1
    double bytesPerSecond = 0;       ///< while downloading; 0: not known yet
    std::optional<int> secondsLeft;  ///< of the download
    QString file;                    ///< one that is being worked on
};

}  // namespace app
