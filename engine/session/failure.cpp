#include "engine/session/failure.h"

#include <exception>
#include <new>
#include <string>

#include <ATen/ATen.h>

#include "engine/model/system_memory.h"

namespace engine {
namespace {

/// libtorch's CPU allocator has no error class of its own, only these words and the bytes after them.
Error torchError(const c10::Error& error) {
    const std::string words = error.what_without_backtrace();
    constexpr std::string_view sign = "you tried to allocate ";
    const auto found = words.find(sign);
    if (found == std::string::npos) return {ErrorCode::Internal, {}, words, {}};
    std::int64_t bytes = 0;
    for (auto at = found + sign.size(); at < words.size() && words[at] >= '0' && words[at] <= '9'; ++at)
        bytes = bytes * 10 + (words[at] - '0');
    return {ErrorCode::OutOfMemory, {}, "a tensor", {bytes, freeMemory()}};
}

}  // namespace

Error errorInFlight() {
    try {
        throw;
    } catch (const EngineError& error) {
        return error.error();
    } catch (const c10::Error& error) {
        return torchError(error);
    } catch (const std::bad_alloc&) {
        return {ErrorCode::OutOfMemory, {}, {}, {0, freeMemory()}};
    } catch (const std::exception& error) {
        return {ErrorCode::Internal, {}, error.what(), {}};
    } catch (...) {
        return {ErrorCode::Internal, {}, "an exception of unknown type", {}};
    }
}

}  // namespace engine
