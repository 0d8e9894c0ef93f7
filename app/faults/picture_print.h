#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include <QByteArray>
#include <QImage>

namespace app {

/// What a picture looks like, in 496 bytes that hardly change when it is scaled, saved as JPEG or cut a
/// little: where it gets lighter from left to right and from top to bottom, and its colours by place.
struct PicturePrint {
    static constexpr int side = 16;        ///< cells of the gradients, each way
    static constexpr int colourSide = 12;  ///< cells of the colours, each way

    std::array<std::uint64_t, 4> across{};
    std::array<std::uint64_t, 4> down{};
    std::array<std::uint8_t, std::size_t{colourSide} * colourSide * 3> colours{};  ///< RGB, rows from the top

    /// Of a picture or its thumbnail; they give nearly the same. Any thread.
    static PicturePrint of(const QImage& image);

    QByteArray toBytes() const;
    static std::optional<PicturePrint> fromBytes(const QByteArray& bytes);
    bool operator==(const PicturePrint&) const = default;
};

struct PrintDistance {
    double shape = 1;   ///< share of the gradients that differ; pictures that have nothing to do with each
                        ///< other lie near 0.3 and above
    double colour = 1;  ///< of the cell that differs most, 0 to 1

    /// The same thing on the screen, as far as a look tells.
    bool isMatch() const { return shape <= 0.12 && colour <= 0.16; }
    /// 1: the same.
    double likeness() const { return 1 - shape; }
};

PrintDistance distanceOf(const PicturePrint& a, const PicturePrint& b);

}  // namespace app
