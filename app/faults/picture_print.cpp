#include "app/faults/picture_print.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include <QtEndian>

namespace app {
namespace {

constexpr int least = 3;  ///< steps of grey below this are noise of the encoder

QImage cells(const QImage& image, int width, int height, QImage::Format format) {
    return image.convertToFormat(QImage::Format_RGB32)
        .scaled(width, height, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(format);
}

void set(std::array<std::uint64_t, 4>& bits, int at) {
    bits[static_cast<std::size_t>(at / 64)] |= std::uint64_t{1} << (at % 64);
}

int different(const std::array<std::uint64_t, 4>& a, const std::array<std::uint64_t, 4>& b) {
    int count = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        count += std::popcount(a[i] ^ b[i]);
    return count;
}

}  // namespace

PicturePrint PicturePrint::of(const QImage& image) {
    PicturePrint print;
    if (image.isNull()) return print;
    const QImage grey = cells(image, side + 1, side + 1, QImage::Format_Grayscale8);
    for (int y = 0; y < side; ++y) {
        const uchar* row = grey.constScanLine(y);
        const uchar* below = grey.constScanLine(y + 1);
        for (int x = 0; x < side; ++x) {
            if (row[x + 1] - row[x] >= least) set(print.across, y * side + x);
            if (below[x] - row[x] >= least) set(print.down, y * side + x);
        }
    }
    const QImage rgb = cells(image, colourSide, colourSide, QImage::Format_RGB888);
    for (int y = 0; y < colourSide; ++y)
        std::memcpy(print.colours.data() + std::size_t(y) * colourSide * 3, rgb.constScanLine(y),
                    colourSide * 3);
    return print;
}

QByteArray PicturePrint::toBytes() const {
    QByteArray bytes(qsizetype(sizeof across + sizeof down + sizeof colours), Qt::Uninitialized);
    char* out = bytes.data();
    for (const auto* bits : {&across, &down}) {
        for (const std::uint64_t word : *bits) {
            qToLittleEndian<quint64>(word, out);
            out += sizeof word;
        }
    }
    std::memcpy(out, colours.data(), sizeof colours);
    return bytes;
}

std::optional<PicturePrint> PicturePrint::fromBytes(const QByteArray& bytes) {
    PicturePrint print;
    if (bytes.size() != qsizetype(sizeof across + sizeof down + sizeof colours)) return std::nullopt;
    const char* in = bytes.constData();
    for (auto* bits : {&print.across, &print.down}) {
        for (std::uint64_t& word : *bits) {
            word = qFromLittleEndian<quint64>(in);
            in += sizeof word;
        }
    }
    std::memcpy(print.colours.data(), in, sizeof colours);
    return print;
}

PrintDistance distanceOf(const PicturePrint& a, const PicturePrint& b) {
    PrintDistance distance;
    constexpr double bits = 2.0 * PicturePrint::side * PicturePrint::side;
    distance.shape = (different(a.across, b.across) + different(a.down, b.down)) / bits;
    int most = 0;
    for (std::size_t i = 0; i < a.colours.size(); ++i)
        most = std::max(most, std::abs(int(a.colours[i]) - int(b.colours[i])));
    distance.colour = most / 255.0;
    return distance;
}

}  // namespace app
