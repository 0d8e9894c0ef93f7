#pragma once

#include <array>
#include <compare>
#include <cstdint>

#include "engine/image.h"

namespace engine {

/// SHA-256 of a picture's size and decoded pixels: equal keys are equal pictures.
struct ImageKey {
    std::array<std::uint8_t, 32> digest{};

    auto operator<=>(const ImageKey&) const = default;
};

ImageKey keyOf(const Image& image);

}  // namespace engine
