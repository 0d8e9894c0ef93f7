#include "engine/session/failure.h"

#include <exception>
#include <new>
#include <sstream>
#include <string>

#include <ATen/ATen.h>

#include "engine/model/system_memory.h"

namespace engine {
namespace {

/// The number of bytes after these words, in bytes or in the units that libtorch writes.
std::int64_t bytesAfter(const std::string& words, std::string_view sign) {
    const auto found = words.find(sign);
    if (found == std::string::npos) return 0;
    std::istringstream rest(words.substr(found + sign.size()));
    double number = 0;
    std::string unit;
    rest >> number >> unit;
    constexpr double step = 1024;
    if (unit.starts_with("KiB")) number *= step;
    if (unit.starts_with("MiB")) number *= step * step;
    if (unit.starts_with("GiB")) number *= step * step * step;
    return static_cast<std::int64_t>(number);
}

/// Of a card: "... Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 15.77 GiB of which 12.50 MiB is
/// free. ..."
Error cardError(const c10::OutOfMemoryError& error) {
    const std::string words = error.what_without_backtrace();
    return {ErrorCode::OutOfMemory,
            {},
            "a tensor on the card",
            {bytesAfter(words, "Tried to allocate "), bytesAfter(words, "of which ")}};
}

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
    } catch (const c10::OutOfMemoryError& error) {
        return cardError(error);
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
