#pragma once

#include <functional>
#include <stop_token>

#include "engine/error.h"

namespace engine {

inline void throwIfStopped(const std::stop_token& stop) {
    if (stop.stop_requested()) throw EngineError(ErrorCode::Cancelled, {});
}

/// Stands between the layers of a pass: tells how far it is and ends it with Cancelled when a stop was asked
/// for.
struct LayerWatch {
    std::stop_token stop;
    std::function<void(int done, int total)> tell;  ///< may be empty

    void before() const { throwIfStopped(stop); }
    void passed(int done, int total) const {
        if (tell) tell(done, total);
        throwIfStopped(stop);
    }
};

}  // namespace engine
