#pragma once

#include <exception>
#include <new>

#include "engine/error.h"

namespace app {

/// Whatever `call` throws becomes an error of its own Result: no exception leaves a thread of the model's.
template <class Call>
auto guarded(const Call& call) -> decltype(call()) {
    try {
        return call();
    } catch (const engine::EngineError& error) {
        return error.error();
    } catch (const std::bad_alloc&) {
        return engine::Error{engine::ErrorCode::OutOfMemory, {}, {}, {}};
    } catch (const std::exception& error) {
        return engine::Error{engine::ErrorCode::Internal, {}, error.what(), {}};
    } catch (...) {
        return engine::Error{engine::ErrorCode::Internal, {}, "unknown exception", {}};
    }
}

}  // namespace app
